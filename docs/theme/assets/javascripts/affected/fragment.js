/* The selection in an address: #p=configmgr-2007,windows-xp*&kb=954474,MS08-067. A fragment never leaves the browser. */

/* Returns { ids, updates } of a fragment. */
export function readFragment(fragment) {
  const values = new URLSearchParams(fragment.replace(/^#/, ""))
  const list = name => [...new Set((values.get(name) || "").split(",").map(each => each.trim()).filter(Boolean))]
  return { ids: list("p"), updates: list("kb").map(each => /^\d{5,8}$/.test(each) ? Number(each) : each) }
}

/* Returns the fragment for products and updates, "" where nothing is chosen. */
export function writeFragment(ids, updates) {
  const parts = Object.entries({ p: ids, kb: updates }).filter(([, list]) => list.length)
  const words = list => list.map(each => encodeURIComponent(each)).join(",")
  return parts.length ? `#${parts.map(([name, list]) => `${name}=${words(list)}`).join("&")}` : ""
}
