/* Offsets between the page and the canonical text.

   Every block of the article says where its slice of the canonical text starts (`data-start`), and its DOM text is
   that slice. Offsets count code points; JavaScript's strings count UTF-16 units. */

const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** How many code points a string has. */
export const codePoints = (text) => text.length - (text.match(PAIR)?.length ?? 0);

/** The UTF-16 index of the code point at `offset`. */
export function utf16Index(text, offset) {
  let index = 0;
  for (let count = 0; count < offset && index < text.length; count += 1) index += text.codePointAt(index) > 0xffff ? 2 : 1;
  return index;
}

/** The blocks of the canonical text below `root`, in order. */
export const blocksOf = (root) => [...root.querySelectorAll("[data-start]")];

const startOf = (block) => Number(block.dataset.start);

/** What a DOM range covers of the canonical text, `{start, end, exact}`, or null if it covers no words of it. */
export function passageOf(range, root) {
  const parts = [];
  for (const block of blocksOf(root)) {
    if (!range.intersectsNode(block)) continue;
    const inside = clip(range, block);
    const text = inside.toString();
    if (!text) continue;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(inside.startContainer, inside.startOffset);
    const start = startOf(block) + codePoints(before.toString());
    parts.push({ start, end: start + codePoints(text), text });
  }
  if (!parts.some(({ text }) => text.trim())) return null;
  let exact = parts[0].text;
  // Blocks are joined by a newline; one without words between two others leaves its newline too.
  for (let i = 1; i < parts.length; i += 1) exact += "\n".repeat(parts[i].start - parts[i - 1].end) + parts[i].text;
  return { start: parts[0].start, end: parts.at(-1).end, exact };
}

/** The DOM range of `start` to `end` of the canonical text. */
export function rangeOf(start, end, root) {
  const blocks = blocksOf(root);
  const range = document.createRange();
  range.setStart(...point(blocks, start));
  range.setEnd(...point(blocks, end));
  return range;
}

function clip(range, block) {
  const inside = document.createRange();
  inside.selectNodeContents(block);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
  return inside;
}

function point(blocks, offset) {
  const block = blocks.findLast((candidate) => startOf(candidate) <= offset && candidate.textContent);
  let rest = offset - startOf(block);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  for (let length; rest > (length = codePoints(node.data)); node = walker.nextNode()) rest -= length;
  return [node, utf16Index(node.data, rest)];
}
