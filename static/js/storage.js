/* What this browser keeps. A store that is full, forbidden or garbled keeps nothing, and stops nothing. */

/** The names that begin so. */
export function names(prefix) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** The value of a name, or null. */
export function load(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

/** Keep a value; without one, forget the name. */
export function keep(name, value = null) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // It is on the page, and on its way to the server.
  }
}
