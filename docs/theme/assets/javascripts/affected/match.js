/* Compares products and installed updates with all advisories: pure functions over what kb.render.affected wrote. */

/* Whether what holds for all of family `one` holds for `other`, too: "Windows" for "Windows XP". One with a number
   is a product of its own: "Windows Server 2008 R2" is no "Windows Server 2008". */
const covers = (one, other) => one === other
  || one.vendor === other.vendor && !/\d/.test(one.name) && other.name.startsWith(`${one.name} `)

/* The words of a product's version. Where a family has an "x64 Edition", versions of no architecture are for x86. */
function versionWords({ version, family }) {
  const words = new Set(version.toLowerCase().split(/[\s,]+/).filter(Boolean))
  if (words.size && family.editions && !["x64", "itanium"].some(each => words.has(each))) words.add("x86")
  return words
}

/* The products that are meant, too, where `product` is: "Windows 7 x64 SP1" by "Windows 7 SP1" or "Windows 7". Where some
   families below have components on them, those that have none are no versions of it: "Windows" is "Windows XP", but not
   "Windows Media Player". */
function narrower(product, products) {
  if (!product.words.size) {
    const below = products.filter(other => other !== product && covers(product.family, other.family))
    const isPlatform = other => other.family === product.family || other.family.platform
    return below.some(other => other.family !== product.family && other.family.platform) ? below.filter(isPlatform) : below
  }
  return product.family.products.filter(other =>
    other.words.size > product.words.size && [...product.words].every(word => other.words.has(word)))
}

/* Returns `raw` with what is needed to look things up in it. */
export function openData(raw) {
  const families = raw.families.map(([vendor, name, id]) => ({ vendor, name, id, products: [], editions: false, platform: false }))
  const products = raw.products.map(([key, de, en, family, version, released, ...aliases], place) => {
    const product = { key, name: { de, en }, family: families[family], version, released, aliases, place }
    families[family].products.push(product)
    families[family].editions ||= version.includes("x64 Edition")
    return product
  })
  for (const [product] of raw.pairs) products[product].family.platform = true
  for (const product of products) product.words = versionWords(product)
  for (const product of products) product.narrower = narrower(product, products)
  for (const { released, narrower } of products.filter(product => product.released))
    for (const each of narrower) if (each.released < released) each.released = released
  const newer = new Map()  // by the update that they replace
  for (const [update, old] of raw.replaces) newer.set(old, [...newer.get(old) || [], update])
  const articles = new Map()
  for (const [bulletin, ...kbs] of raw.articles) articles.set(bulletin, [...articles.get(bulletin) || [], ...kbs])
  const platforms = new Map()  // products by a component that may be on them
  for (const [product, component] of raw.pairs)
    platforms.set(component, [...platforms.get(component) || [], product])
  return {
    families, products, newer, articles, platforms,
    byKey: new Map(products.map(product => [product.key, product])),
    pairs: raw.pairs, kinds: raw.kinds, states: raw.states, advisories: raw.advisories, unmatched: raw.unmatched,
  }
}

/* Returns the products of the family with this id, and of those below it. */
export function familyProducts(data, id) {
  const heads = data.families.filter(family => family.id === id)
  return data.products.filter(product => heads.some(head => covers(head, product.family)))
}

/* Returns the id under which a product is chosen: one that stands for all versions means its whole family. */
export const idOf = product => product.version ? product.key : `${product.family.id}*`

/* Whether there is a product, or a family, with this id. */
export const isKnown = (data, id) =>
  id.endsWith("*") ? data.families.some(family => `${family.id}*` === id) : data.byKey.has(id)

/* What is left of a name behind words that its vendor's name begins with, too: "NG-200" of "Nordwerk NG-200" by
   Nordwerk GmbH. */
function withoutVendor(name, vendor) {
  const [words, own] = [name.split(" "), vendor.split(" ")]
  let shared = 0
  while (shared < own.length && own[shared] === words[shared]) shared += 1
  return words.slice(shared).join(" ")
}

/* Yields an id, a name of it, its family, and its version, for makeRecognizer. */
export function* namesOf(data) {
  for (const { vendor, name, id } of data.families)
    for (const each of [name, `${vendor} ${name}`]) yield [`${id}*`, each, name, ""]
  for (const product of data.products) {
    const { family, version } = product
    for (const name of [product.name.de, product.name.en, ...product.aliases]) {
      const names = [name, `${family.vendor} ${name}`]
      const rest = withoutVendor(name, family.vendor)
      if (rest && rest !== name) names.push(rest)
      for (const each of names) yield [idOf(product), each, family.name, version]
    }
  }
}

/* Returns all updates that advisories know by a name that is neither a KB number nor a bulletin's. */
export function vendorUpdates(data) {
  const names = new Set()
  for (const [, , , , , , , groups, , ...resolving] of data.advisories)
    for (const update of [...groups.flatMap(([needs]) => needs), ...resolving.flat()])
      if (typeof update === "string" && !/^MS\d\d-\d{3}$/.test(update)) names.add(update)
  return [...names]
}

/* Returns a function from an update to how it is covered by what is installed:
   { by: the installed update that it is or that took its place } or { partly: whether something of it is there }. */
function makeCover(data, installed) {
  const known = new Map()
  return function cover(update) {
    if (known.has(update)) return known.get(update)
    known.set(update, { by: null, partly: false })  // an update that replaces itself by a detour
    let found = { by: installed.has(update) ? update : null, partly: false }
    const articles = data.articles.get(update) || []
    if (!found.by && articles.length) {
      const covered = articles.map(cover).filter(each => each.by)
      found = { by: covered.length === articles.length ? covered[0].by : null, partly: covered.length > 0 }
    }
    for (const each of found.by ? [] : data.newer.get(update) || []) found.by ||= cover(each).by
    known.set(update, found)
    return found
  }
}

/* "done", "partial" or "todo", or "read" where no update is needed. */
function judge(updates) {
  if (!updates.length) return "read"
  if (updates.every(update => update.by)) return "done"
  return updates.some(update => update.by || update.partly) ? "partial" : "todo"
}

/* The status of several lines. What is installed does not settle a matter that it leaves open for another product. */
function summed(lines) {
  const statuses = new Set(lines.filter(line => line.remediation !== "vendor-fix").map(line => line.status))
  const open = statuses.delete("read")
  if (statuses.size > 1) return "partial"
  const [status] = statuses
  return status && !(open && status === "done") ? status : "read"
}

const NO_UPDATES = [[], [], []]  // KB articles, bulletins, others
const ORDER = ["done", "partial", "todo", "read"]

/* Returns the advisories that apply to `ids` while `updates` are installed: { results, spared }.

   A result has the values of the advisory, a status, and lines: each the rows that need the same updates. A row says
   how it came about: "exact", "general" (the advisory names a product in general), "if" (the component is on the
   product) or "on" (the component was chosen, but no product that it may be on). The weightiest is first, as in the
   data. `spared` has the advisories that apply to nothing chosen and say so of something that was. */
export function match(data, ids, updates) {
  const chosen = new Set()
  for (const id of ids) {
    const found = id.endsWith("*") ? familyProducts(data, id.slice(0, -1)) : [data.byKey.get(id)]
    for (const product of found) for (const each of [product, ...product.narrower]) chosen.add(each.place)
  }
  const below = new Map()  // chosen products that are meant where a more general one is named
  for (const general of data.products) {
    const meant = general.narrower.map(product => product.place).filter(place => chosen.has(place))
    if (meant.length) below.set(general.place, meant)
  }
  const lineOfProduct = place => `${data.products[place].family.vendor} ${data.products[place].family.name.split(" ")[0]}`
  const parts = new Set()  // components and what they mean: neither "Windows Media" nor "Windows Media Player" is a Windows
  for (const component of data.platforms.keys())
    for (const { place, family } of [data.products[component], ...data.products[component].narrower])
      if (!family.platform) parts.add(place)
  const chosenLines = new Set([...chosen].filter(place => !parts.has(place)).map(lineOfProduct))
  const without = new Set()  // components of nothing like what was chosen: on Windows, and no Windows was chosen
  for (const [component, products] of data.platforms)
    if (!products.some(place => chosenLines.has(lineOfProduct(place)))) without.add(component)
  const cover = makeCover(data, new Set(updates))
  const rowOf = number => number < data.products.length ? [number] : data.pairs[number - data.products.length]

  /* Whether what is said of a general product holds for one that is meant by it: it was there, and nothing nearer is
     named. */
  function isLeft(meant, general, { until, named }) {
    if (data.products[meant].released > until || named().has(meant)) return false
    return !data.products[general].narrower.some(({ place, narrower }) =>
      named().has(place) && narrower.some(each => each.place === meant))
  }

  function how(place, said) {
    if (chosen.has(place)) return "exact"
    return below.get(place)?.some(each => isLeft(each, place, said)) ? "general" : ""
  }

  function hitOf([product, component], said) {
    const onProduct = how(product, said)
    if (component === undefined) return onProduct
    const inComponent = how(component, said)
    if (onProduct && inComponent) return onProduct === "exact" ? inComponent : onProduct
    if (onProduct) return "if"
    return inComponent && without.has(component) ? "on" : ""
  }

  // Most rows are none of the reader's. What an advisory names elsewhere only makes them fewer.
  const nothing = { until: "9999", named: () => new Set() }
  const possible = Array.from({ length: data.products.length + data.pairs.length }, (_, number) =>
    hitOf(rowOf(number), nothing) !== "")

  function lineOf([needs, numbers, limit, investigated, remediation, fixed], resolving, said) {
    const rows = numbers.filter(number => possible[number]).map(rowOf).map(row => ({ product: row[0], component: row[1], how: hitOf(row, said) }))
      .filter(row => row.how)
    if (!rows.length) return { rows }
    const whole = new Set(rows.filter(row => row.component === undefined).map(row => row.product))
    const kept = rows.filter(row => row.how !== "if" || !whole.has(row.product))
    const state = update => ({ update, ...cover(update) })
    const [kbs, bulletins, others] = needs.length || remediation ? [needs, [], []] : resolving
    const lists = [kbs, bulletins].filter(list => list.length)
    const statuses = (lists.length ? lists : [others]).map(list => judge(list.map(state)))
    const judged = ORDER.find(each => statuses.includes(each))
    return { rows: kept, status: fixed && !remediation ? "todo" : judged,
      updates: [...kbs, ...bulletins, ...others].map(state),
      limit: limit || "", investigated: Boolean(investigated), remediation: remediation || "", fixed: fixed || "" }
  }

  const results = []
  const spared = []
  for (const [id, published, updated, kind, state, severity, flags, groups, others, ...resolving] of data.advisories) {
    let names
    const named = () => names ||= new Set([...groups.flatMap(group => group[1]), ...others].flatMap(rowOf))
    const said = { until: updated || published, named }
    const about = { id, published, kind: data.kinds[kind], state: data.states[state],
      severity: severity || "", exploited: Boolean(flags & 1), superseded: Boolean(flags & 2) }
    const lines = groups.map(group => lineOf(group, resolving.length ? resolving : NO_UPDATES, said))
      .filter(line => line.rows.length)
    if (lines.length) {
      results.push({ ...about, status: summed(lines), lines })
    } else {
      const rows = others.map(rowOf).filter(row => row.every(place => chosen.has(place)))
      if (rows.length) spared.push({ ...about, rows })
    }
  }
  return { results, spared }
}
