/* Understands what administrators paste: lists of installed updates, and names of products.

   A KB article is a number, any other update its name; a product is its key, and a product in all versions the name
   of its family in an address with a star behind it: windows-xp*. */
import { mistakes } from "../search/mistakes.js"

/* States in which dism shows a package that works, or worked until a newer one took its place. */
const INSTALLED = /^(installed|installiert|superseded|ersetzt|abgelöst)$/i
const PACKAGE = /^\s*(?:package identity|paketidentität)\s*:/i
/* What other lists say of an update that is not there. */
const ABSENT = /\b(?:failed|missing|not installed|uninstalled|fehlgeschlagen|fehlt|nicht installiert|deinstalliert)\b/i
const STATE = /^\s*(?:state|status)\s*:\s*(.*?)\s*$/i

const NAMED = [
  /(?<![a-z0-9])kb[ -]?(\d{5,8})(?!\d)/gi,
  /[?&]kbid=(\d{5,8})(?!\d)/gi,
  /\/(?:kb|help|article)\/(\d{5,8})(?!\d)/gi,
  /(?<![a-z0-9\\])[qm](\d{6,7})(?:v\d+)?(?![a-z0-9])/gi,  // Windows XP before SP1, and .NET Framework
]
const BULLETIN = /(?<![a-z0-9])ms(\d\d)-(\d{3})(?!\d)/gi
const BARE = /(?<![\d./:-])\d{6,7}(?![\d./:-])/g  // neither dates nor versions

function* updatesIn(line) {
  for (const form of NAMED) for (const [, number] of line.matchAll(form)) yield Number(number)
  for (const [, year, number] of line.matchAll(BULLETIN)) yield `MS${year}-${number}`
  if (!/\p{L}/u.test(line)) for (const [number] of line.matchAll(BARE)) yield Number(number)
}

/* Returns the updates that `text` names, each once, and how many packages it lists as not installed.

   `names` are the updates that are known by other names; each counts if it has a line of its own. */
export function parseUpdates(text, names = []) {
  const known = new Map(names.map(name => [name.toLowerCase(), name]))
  const updates = new Set()
  let open = []  // of a package whose state is still to come
  let skipped = 0
  const decide = (found, state) => {
    if (!found.length) return
    if (INSTALLED.test(state)) found.forEach(update => updates.add(update))
    else skipped += 1
  }
  for (const line of text.split(/\r\n?|\n/)) {
    const found = [...updatesIn(line)]
    const state = STATE.exec(line)
    const cells = line.split("|")
    if (PACKAGE.test(line)) {
      open = found
    } else if (open.length && state) {
      decide(open, state[1])
      open = []
    } else if (cells.length > 2) {  // dism /format:table
      decide(found, cells[1].trim())
    } else if (found.length && ABSENT.test(line)) {
      skipped += 1
    } else {
      found.forEach(update => updates.add(update))
      const name = known.get(line.trim().toLowerCase())
      if (name) updates.add(name)
    }
  }
  return { updates: [...updates], skipped }
}

/* Spellings that mean the same, in the order in which they are brought together. */
const SPELLINGS = [
  [/\((?:r|tm|c)\)|[®™©]/g, " "],
  [/service[\s-]?pack\s*(\d)/g, " sp$1"],
  [/\bsp[\s-]+(\d)/g, " sp$1"],
  [/\bitanium\b|\bia-?64\b/g, " itanium "],
  [/\b(?:x64|x86[-_]64|amd64|64[\s-]?bit)/g, " x64 "],
  [/\b(?:x86|i386|32[\s-]?bit)/g, " x86 "],
  [/\bw(?:in)?2k(3|8)(?=r2\b|\b)/g, " windows server 200$1 "],
  [/\bw(?:in)?2k\b/g, " windows 2000 "],
  [/\bwin(?=xp\b|vista\b|\d|\b)/g, " windows "],
  [/\b(?:ms)?ie\s?(?=\d|\b)/g, " internet explorer "],
  [/\b(?:ws)?(20\d\d)r2\b/g, "$1 r2"],
  [/\bws(?=20\d\d)/g, " windows server "],
  [/\b(?!sp\d)([a-z]{2,})(\d{2,})\b/g, "$1 $2"],  // Exchange2007, NG-400
  [/(\d)\.0(?![.\d])/g, "$1"],
  [/\s-\s(?:deu|enu|[a-z]{2}-[a-z]{2})$/, ""],  // the language of a setup
]
const EMPTY = new Set(
  ("microsoft corporation for für the der die das mit with edition version auf on unter and und system systems systeme"
    + " systemen based basierte basierten basiertes basierter pc operating betriebssystem").split(" "))
/* What updates do not tell apart, of all products and of some. */
const EDITIONS = {
  "": ("x86 professional pro home enterprise standard std datacenter web ultimate business premium basic starter"
    + " education tablet media center n kn oem retail rtm gold").split(" "),
  10: ["ltsb", "ltsc", "2015", "2016", "2019"],
  2000: ["server", "advanced"],
  2003: ["r2"],
  office: ["plus", "small", "student"],
  sql: ["developer", "express", "workgroup"],
  framework: ["client", "profile", "extended"],
}
/* What updates do not tell apart of a product line of which no version has it in its name. */
const ARCHITECTURES = new Set(["x64", "itanium"])
const WINDOWS_SERVER = /^20(?:03|08|12|16|19)$/

/* Returns the set of the words in a name that matter, in one spelling. */
export function nameWords(name) {
  let text = name.toLowerCase()
  for (const [spelling, common] of SPELLINGS) text = text.replace(spelling, common)
  const words = new Set(
    text.normalize("NFKC").split(/[^\p{L}\p{N}.+#]+/u).map(word => word.replace(/^\.+(?!net)|\.+$/g, "")))
  for (const word of ["", ...EMPTY]) words.delete(word)
  const isServer = words.has("windows") && [...words].some(word => WINDOWS_SERVER.test(word))
  if (isServer && !words.has("10")) words.add("server")  // Windows 10 Enterprise 2016 LTSB is none
  return words
}

const keyOf = words => [...words].sort().join(" ")

/* Share of the pairs of letters that two texts have in common. */
function likeness(one, other) {
  const pairs = text => new Set([...text].slice(1).map((_, at) => text.slice(at, at + 2)))
  const [mine, theirs] = [pairs(one), pairs(other)]
  const shared = [...mine].filter(pair => theirs.has(pair)).length
  return 2 * shared / (mine.size + theirs.size || 1)
}

/* Whether what was typed may be a word. Another number is another version, and no mistake. */
const isLike = (typed, word) => typed === word || !/\d/.test(typed + word) && mistakes(typed, word) < Infinity

/* Returns a function from one line to { ids, suggestions }: the products that it names, or else the most similar.

   `names` are arrays of an id, a name, the name of the family, and the version. Several ids may have the same name,
   of which a family is preferred. */
export function makeRecognizer(names) {
  const known = new Set(names.map(([id]) => id))
  const families = new Map()
  const entries = new Map()
  for (const [id, name, line, version] of names) {
    if (!families.has(line))
      families.set(line, { numbers: [...nameWords(line)].filter(word => /\d/.test(word)), told: new Set() })
    const family = families.get(line)
    const versionWords = nameWords(version)
    versionWords.forEach(word => family.told.add(word))
    const words = nameWords(name)
    const key = keyOf(words)
    if (!key) continue
    const needed = [...words].filter(word => !versionWords.has(word)).concat(family.numbers)
    if (!entries.has(key)) entries.set(key, { key, words, family, needed, ids: new Set() })
    entries.get(key).ids.add(id)
  }
  for (const entry of entries.values()) {
    const whole = [...entry.ids].filter(id => id.endsWith("*"))
    entry.ids = whole.length ? whole : [...entry.ids]
  }
  const all = [...entries.values()]

  function exact(line) {
    const words = nameWords(line)
    let best = entries.get(keyOf(words))
    if (best) return best.ids
    const editions = new Set(Object.entries(EDITIONS).flatMap(([of, list]) => !of || words.has(of) ? list : []))
    for (const entry of all) {
      if (entry.words.size >= words.size || best && entry.words.size <= best.words.size) continue
      if ([...entry.words].some(word => !words.has(word))) continue
      const isSaid = word => entry.words.has(word) || editions.has(word)
        || ARCHITECTURES.has(word) && !entry.family.told.has(word)
      if ([...words].every(isSaid)) best = entry
    }
    return best?.ids || []
  }

  /* The most similar products of the family whose names leave out the fewest words of the line. What a family is called
     has to be there, versions aside. */
  function similar(line) {
    const words = [...nameWords(line)]
    const key = keyOf(words)
    const left = entry =>
      words.filter(typed => !/\d/.test(typed) && ![...entry.words].some(word => isLike(typed, word))).length
    const found = all.filter(entry => entry.needed.every(word => words.some(typed => isLike(typed, word))))
      .map(entry => ({ entry, left: left(entry), score: likeness(key, entry.key) }))
      .sort((one, other) => one.left - other.left || other.score - one.score)
      .filter(({ entry, score }, _, [first]) => score > .5 && entry.family === first.entry.family)
    return [...new Set(found.flatMap(each => each.entry.ids))]
  }

  function parts(line) {
    const onPlatform = line.split(/\s+(?:on|auf|unter)\s+|\s[/+]\s/i)
    const found = onPlatform.map(exact)
    if (onPlatform.length > 1 && found.every(ids => ids.length)) return found.flat()
    const cells = line.split(/[;\t|]|,(?!\s)/)  // a line of an inventory
    return cells.length > 1 ? cells.flatMap(exact) : []
  }

  return line => {
    if (known.has(line)) return { ids: [line], suggestions: [] }
    const ids = [...new Set(exact(line).length ? exact(line) : parts(line))]
    if (ids.length) return { ids, suggestions: [] }
    return { ids: [], suggestions: similar(line).slice(0, 3) }
  }
}

/* Returns the products that lines name, each once, and the lines that name none, with what may be meant. */
export function parseProducts(text, recognize) {
  const ids = new Set()
  const unknown = []
  for (const line of text.split(/[\r\n]+/)) {
    const name = line.replace(/^[\s"'*•\-–]+|[\s"',;]+$/g, "")
    if (!name) continue
    const found = recognize(name)
    found.ids.forEach(id => ids.add(id))
    if (!found.ids.length) unknown.push({ line: name, suggestions: found.suggestions })
  }
  return { ids: [...ids], unknown }
}
