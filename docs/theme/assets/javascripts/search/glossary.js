/* What else people call a thing: docs/glossary.yml, as the search uses it. */
import { telling } from "./query.js"
import { stem, words } from "./words.js"

const OTHER = 0.8  // what a hit of another word for the same thing counts
const NARROWER = 0.4  // what a hit of a thing counts that is one kind of what was typed
const LONGEST = 5  // words of an entry

const telltale = text => telling(words(text))
const key = parts => parts.map(stem).join(" ")

/* Takes data/glossary.json. Returns a function that takes words apart into groups: each has the `words` that were
   typed, and `alternatives`, each with its own `words` and their `weight`; those of a `phrase` belong together. The
   function `narrower` of it returns the alternatives that are kinds of what was typed: a "stack-based buffer overflow" is
   a buffer overflow. Its `words` are all entries of one word. */
export function openGlossary({ terms, names }) {
  const same = new Map()  // alternatives by the stems that were typed
  const add = (from, to, weight) => {
    const typed = key(telltale(from))
    const other = { words: telltale(to), phrase: words(to), weight }
    const known = same.get(typed) || []
    if (![typed, ...known.map(each => key(each.words))].includes(key(other.words))) same.set(typed, [...known, other])
  }
  const entries = terms.map(({ de, en }) => [de, en].flatMap(each => [each.preferred, ...each.other, ...each.avoid]))
  for (const all of entries) for (const from of all) for (const to of all) add(from, to, OTHER)
  const kinds = new Map()  // terms by the last words of their longer entries; "denial of service" is no kind of service
  for (const all of entries)
    for (const parts of all.map(words).filter(entry => telling(entry).length === entry.length))
      for (let at = 1; at < parts.length; at += 1) {
        const last = key(parts.slice(at))
        if (same.has(last)) kinds.set(last, [...kinds.get(last) || [], ...all.map(telltale)])
      }
  const short = []
  for (const [name, forms] of Object.entries(names))
    for (const form of forms) {
      add(form, name, 1)
      add(name, form, 1)
      short.push([words(form).join(""), words(name)])
    }
  short.sort(([a], [b]) => b.length - a.length)

  /* W2K3SP2 is Windows Server 2003 SP2, IE6 is Internet Explorer 6. */
  function unfolded(word) {
    for (const [form, name] of short) {
      const rest = word.startsWith(form) && word.slice(form.length)
      if (rest && /^(?:sp\d|r2|\d)/.test(rest)) return [...name, ...rest.match(/sp\d+|r2|\d+|\p{L}+/gu)]
    }
    return undefined
  }

  /* The kinds of the things in a group. */
  function narrower({ alternatives }) {
    const own = new Set(alternatives.map(each => key(each.words)))
    const all = [...own].flatMap(each => kinds.get(each) || []).filter(words => !own.has(key(words)))
    return all.map(words => ({ words, weight: NARROWER }))
  }

  function group(typed) {
    const groups = []
    for (let at = 0; at < typed.length;) {
      let length = Math.min(LONGEST, typed.length - at)
      while (length > 1 && !same.has(key(typed.slice(at, at + length)))) length -= 1
      const own = typed.slice(at, at + length)
      const alternatives = [{ words: own, weight: 1 }, ...same.get(key(own)) || []]
      const full = length === 1 && unfolded(own[0])
      if (full) alternatives.push({ words: full, phrase: full, weight: 1 })
      groups.push({ words: own, alternatives })
      at += length
    }
    return groups
  }

  return Object.assign(group, { narrower, words: entries.flat().map(telltale).filter(each => each.length === 1).flat() })
}
