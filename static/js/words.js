/* What scripts say, in the language of the page. The sentences in the code are the English ones; the page carries those
   of its own language (templates/base.html), by the English. Values stand for {names}. */

const page = document.getElementById("words");
const catalogue = page ? JSON.parse(page.textContent) : {};
const rules = new Intl.PluralRules(document.documentElement.lang || "en");
// gettext counts a language's forms in this order.
const forms = ["zero", "one", "two", "few", "many", "other"].filter((form) => rules.resolvedOptions().pluralCategories.includes(form));

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export const gettext = (text, values = {}) => filled(catalogue[text] ?? text, values);

/** The form of a sentence that fits a number, which stands for {number} in it. */
export function ngettext(one, many, number, values = {}) {
  const text = catalogue[one]?.[forms.indexOf(rules.select(number))] ?? (number === 1 ? one : many);
  return filled(text, { number, ...values });
}
