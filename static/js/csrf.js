/* The token that every request that changes something carries. */

/** The token of the cookie: after signing in again in another tab the page's own is stale. */
export const csrfToken = () => /(?:^|; )attest_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
