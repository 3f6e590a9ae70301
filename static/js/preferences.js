/* The way a person likes to read changes at once and is kept on the server. */

document.getElementById("preferences")?.addEventListener("change", ({ target, currentTarget }) => {
  const names = { theme: "theme", text_size: "size", text_width: "width" };
  document.documentElement.dataset[names[target.name]] = target.value;
  htmx.ajax("POST", currentTarget.action, { source: currentTarget, values: Object.fromEntries(new FormData(currentTarget)), swap: "none" });
});
