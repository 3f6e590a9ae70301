/* The bookmark is for the bar: pressed on our own page, where no script in an address may run, it says so. */

document.getElementById("bookmarklet").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("bookmarklet-hint").hidden = false;
});
