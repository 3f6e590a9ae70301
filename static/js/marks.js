/* Which highlights cover which segments.

   A segment (`<mark>`) names the highlights that begin in it, that end with it, and, first in a block, those that go on
   from the block before. What covers it is added up here: to name all of them everywhere would make the page of a
   thousand highlights several times as long. */

const names = (mark, which) => mark.dataset[which]?.split(" ") ?? [];

/** The segments of a block, in order, each with the ids of the highlights that cover it. */
function covered(block) {
  let active = [];
  return [...block.querySelectorAll("mark")].map((mark) => {
    active = [...active, ...names(mark, "goesOn"), ...names(mark, "begins")];
    const ids = active;
    const ends = names(mark, "ends");
    active = active.filter((id) => !ends.includes(id));
    return { mark, ids };
  });
}

/** The segments of a highlight, in order. */
export function marksOf(id) {
  const first = document.querySelectorAll(`mark[data-begins~="${id}"], mark[data-goes-on~="${id}"]`);
  const blocks = new Set([...first].map((mark) => mark.closest("[data-start]")));
  return [...blocks].flatMap((block) => covered(block).filter(({ ids }) => ids.includes(String(id))).map(({ mark }) => mark));
}

/** The highlights that cover a segment, the shortest first. */
export function idsAt(mark) {
  const segments = covered(mark.closest("[data-start]"));
  const lengths = new Map();
  for (const { mark: { textContent }, ids } of segments) {
    for (const id of ids) lengths.set(id, (lengths.get(id) ?? 0) + textContent.length);
  }
  const here = segments.find((segment) => segment.mark === mark).ids;
  return [...here].sort((one, other) => lengths.get(one) - lengths.get(other));
}

/** The highlights that begin with a segment. */
export const beginningAt = (mark) => names(mark, "begins");

/** The segment with which a highlight begins. */
export const firstMark = (id) => document.querySelector(`mark[data-begins~="${id}"]`) ?? marksOf(id)[0];
