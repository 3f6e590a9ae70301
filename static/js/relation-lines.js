/* <relation-lines>: puts the relations of an article's passages into its margin, a chip at either end, where there is
   room for it; a connector is drawn while a chip is looked at. On a narrow screen they stay a list. */

import { marksOf } from "./marks.js";

const GLYPHS = { disputes: "≠", concedes: "≈", confirms: "=", supersedes: "↦" };
const STEP = 28; // px from a chip to the next one on the same line
const ROOM = 48; // px that the margin must have
const SVG = "http://www.w3.org/2000/svg";

class RelationLines extends HTMLElement {
  #layer = null;
  #isRtl = false;

  connectedCallback() {
    const article = this.closest(".article");
    new ResizeObserver(() => this.#place()).observe(article);
    this.addEventListener("htmx:afterSwap", () => this.#place());
    document.body.addEventListener("annotations:changed", () => requestAnimationFrame(() => this.#place()));
    this.#place();
  }

  /** The relations' ends that stand on this page: of each the mark, the passage at its other end, and the list's item. */
  get #ends() {
    return [...this.querySelectorAll("li")].flatMap((item) => {
      const { from, to } = item.dataset;
      return [[from, to], [to, from]].flatMap(([here, there]) => (marksOf(here).length ? [{ item, here, there }] : []));
    });
  }

  #place() {
    const article = this.closest(".article");
    const box = article.getBoundingClientRect();
    this.#isRtl = getComputedStyle(article).direction === "rtl";
    const room = this.#isRtl ? innerWidth - box.right : box.left;
    this.#layer?.remove();
    this.#layer = null;
    this.toggleAttribute("data-placed", room >= ROOM);
    if (room < ROOM) return;
    this.#layer = document.createElement("div");
    this.#layer.className = "relation-chips";
    this.#layer.lang = "en";
    const taken = new Map(); // how many chips stand on a line
    for (const end of this.#ends) {
      const top = Math.round(marksOf(end.here)[0].getBoundingClientRect().top - box.top);
      const before = taken.get(top) ?? 0;
      taken.set(top, before + 1);
      this.#layer.append(this.#chip(end, top, this.#isRtl ? box.width + STEP * before + 4 : -STEP * (before + 1)));
    }
    article.append(this.#layer);
  }

  #chip({ item, here, there }, top, left) {
    const chip = document.createElement("a");
    chip.href = `/annotations/${there}/`;
    if (marksOf(there).length) chip.dataset.annotation = there;
    chip.dataset.kind = item.dataset.kind;
    chip.textContent = GLYPHS[item.dataset.kind];
    chip.ariaLabel = item.textContent.replace(/\s+/g, " ").trim();
    chip.title = chip.ariaLabel;
    chip.style.insetBlockStart = `${top}px`;
    chip.style.left = `${left}px`;
    const show = () => this.#connect(chip, here, there);
    const hide = () => this.#disconnect();
    chip.addEventListener("pointerenter", show);
    chip.addEventListener("focus", show);
    chip.addEventListener("pointerleave", hide);
    chip.addEventListener("blur", hide);
    return chip;
  }

  /** Draw a line from a chip to the line of the passage at the other end, and outline both. */
  #connect(chip, here, there) {
    this.#disconnect();
    for (const id of [here, there]) for (const mark of marksOf(id)) mark.classList.add("related");
    const [mark] = marksOf(there);
    if (!mark) return;
    const origin = this.#layer.getBoundingClientRect();
    const from = chip.getBoundingClientRect();
    const [to] = mark.getClientRects();
    const [x, y] = [from.left + from.width / 2 - origin.left, from.top + from.height / 2 - origin.top];
    // To the edge of the column at the other passage's line: what is read is not crossed.
    const [toX, toY] = [this.#isRtl ? this.closest(".article").clientWidth : 0, to.top + to.height / 2 - origin.top];
    const wide = this.#isRtl ? 24 : 60; // out into the margin, which has the side list beyond it where it is on the right
    const bow = x + (this.#isRtl ? 1 : -1) * Math.min(wide, 20 + Math.abs(toY - y) / 8);
    const svg = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", `M${x},${y} C${bow},${y} ${bow},${toY} ${toX},${toY}`);
    svg.append(path);
    this.#layer.prepend(svg);
  }

  #disconnect() {
    this.#layer?.querySelector("svg")?.remove();
    for (const mark of document.querySelectorAll("mark.related")) mark.classList.remove("related");
  }
}

customElements.define("relation-lines", RelationLines);
