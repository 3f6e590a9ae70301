/* What every request that changes something carries. */

const COOKIE = /(?:^|; )attest_csrf=([^;]*)/; // not after `=>`, where the minifier sees a division

/** Headers: the token of the cookie, for after signing in again in another tab the page's own is stale; and whose page
    this is, so that nobody who has signed in since on a shared computer is taken for who typed this (401). */
export const credentials = () => ({
  "X-CSRFToken": COOKIE.exec(document.cookie)?.[1] ?? "",
  "Attest-Person": document.documentElement.dataset.user,
});
