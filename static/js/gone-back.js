/* A page that the browser has kept whole, to go back to: not to be seen after its person has logged out. */

import { credentials } from "./csrf.js";

/** Load the page anew where nobody, or somebody else, is signed in by now. */
export async function check() {
  const headers = credentials();
  try {
    const answer = await fetch("/offline/", { method: "HEAD", headers });
    if (answer.headers.get("Attest-Person") !== headers["Attest-Person"]) location.reload();
  } catch {
    // Without a connection nobody has signed in or out since.
  }
}
