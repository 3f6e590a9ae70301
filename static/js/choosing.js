/* Choosing in the article while a card stays open: words for a part of a claim, or the other passage of a relation. */

import { idsAt } from "./marks.js";
import { announce } from "./messages.js";
import { gettext } from "./words.js";

let end = null; // leaves off choosing

/** Take up choosing for a button of a card: `data-choose` names the field that gets the words, or is "mark". */
export function choose(button) {
  end?.();
  const wanted = button.dataset.choose;
  const form = button.closest("form");
  const { signal, stop } = stoppable();
  document.documentElement.dataset.choosing = wanted === "mark" ? "mark" : "words";
  button.setAttribute("aria-pressed", "true");
  announce(wanted === "mark" ? gettext("Click the other passage in the text. Esc leaves it.") : gettext("Select the words in the text. Esc leaves it."));
  end = () => {
    stop();
    delete document.documentElement.dataset.choosing;
    button.removeAttribute("aria-pressed");
    end = null;
  };
  // On the way down, before the card closes, the bar appears or another card opens.
  const listen = (name, act) => addEventListener(name, act, { capture: true, signal });
  listen("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      end();
      button.focus();
    } else if (event.key === "Enter" && wanted === "mark" && event.target.matches?.("mark")) {
      take(event, event.target);
    }
  });
  listen("click", (event) => {
    if (event.target.closest("annotation-card")) return form.isConnected ? undefined : end?.();
    const mark = event.target.closest("text-selection mark");
    if (wanted === "mark" && mark) return take(event, mark);
    if (event.target.closest("text-selection")) event.stopPropagation();
    else end?.();
  });
  listen("passage:selected", (event) => {
    event.stopPropagation();
    if (wanted === "mark") return;
    const { start, exact } = event.detail;
    const part = wanted.replace("_text", "");
    form.elements[`${part}_text`].value = exact;
    form.elements[`${part}_at`].value = start - Number(form.dataset.start);
    getSelection().removeAllRanges();
    end();
    form.elements[`${part}_text`].dispatchEvent(new Event("change", { bubbles: true }));
    form.elements[`${part}_text`].focus({ preventScroll: true });
  });

  function take(event, mark) {
    event.stopPropagation();
    event.preventDefault();
    const [id] = idsAt(mark).filter((each) => each !== form.dataset.relate);
    if (!id) return announce(gettext("This is the passage itself: click another one."));
    end();
    const target = Object.assign(document.createElement("input"), { type: "hidden", name: "target", value: id });
    form.append(target);
    form.requestSubmit();
    target.remove();
  }
}

function stoppable() {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}
