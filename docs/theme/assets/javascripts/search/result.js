/* What is shown of one result, on the results page and below the box of the other pages. */
import { canonical, parse } from "./query.js"
import { fold, stem, words as wordsOf } from "./words.js"

const SITE = new URL("../../../", import.meta.url)  // of this language
const PRODUCTS = 3  // named with a result
const BEFORE = 5  // words of a short passage before the first that matched

export function element(tag, className, ...children) {
  const made = document.createElement(tag)
  made.className = className
  made.append(...children)
  return made
}

/* The address of a page of this language. */
export const addressOf = path => new URL(path, SITE).href
export const resultsPage = query => addressOf(`search/?q=${encodeURIComponent(query)}`)

const mark = text => element("mark", "", text)

/* The engine marks words in a text in which < and > are escaped. */
function* passage(excerpt) {
  const plain = text => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">")
  for (const piece of excerpt.split(/(<mark>.*?<\/mark>)/s))
    if (piece.startsWith("<mark>")) yield mark(plain(piece.slice(6, -7)))
    else yield plain(piece)
}

/* Returns a function that marks, in a text other than the passage, what somebody typed and what it was taken for, as a
   list of texts and nodes. */
export function marker(query, corrected) {
  const { numbers, names, words } = parse([query, ...corrected.map(({ used }) => used)].join(" "))
  const tokens = new Set([...numbers, ...names].map(each => each.token).filter(Boolean))
  const typed = [...words, ...names.flatMap(name => name.words)]
  const [stems, starts] = [new Set(typed.map(stem)), typed.map(fold)]
  const matches = piece => tokens.has(canonical(piece)) || wordsOf(piece).some(word =>
    stems.has(stem(word)) || starts.some(start => fold(word).startsWith(start)))
  return text => text.split(/(\s+)/).map(piece => piece.trim() && matches(piece) ? mark(piece) : piece)
}

/* Returns { id, href, title, facts, passage } of a result's data: texts and nodes to append; the title ends with a badge
   where the advisory has been withdrawn or superseded. `marked` is a marker;
   `short` passages begin near the first word that matched. */
export function describe({ meta, content, excerpt, plain_excerpt: quoted }, labels, marked, short = false) {
  const products = (meta.products || "").split("; ").filter(Boolean)
  const facts = [meta.id, meta.kind, meta.published, products.slice(0, PRODUCTS).join(", ")].filter(Boolean)
  if (products.length > PRODUCTS) facts.push(labels.more_products.replace("{n}", products.length - PRODUCTS))
  const titled = marked(meta.title)
  const badge = meta.badge ? [" ", element("span", `kb-badge kb-badge--lifecycle-${meta.lifecycle}`, meta.badge)] : []
  const words = excerpt.split(" ")
  // The facts are marked where nothing else shows why the result is there.
  const shown = excerpt.includes("<mark>") || titled.some(piece => piece instanceof Node)
  const skipped = short ? Math.max(0, words.findIndex(word => word.includes("<mark>")) - BEFORE) : 0
  return {
    id: meta.id,
    href: addressOf(`advisories/${encodeURIComponent(meta.id)}/`),
    title: [...titled, ...badge],
    facts: shown ? [facts.join(" · ")] : marked(facts.join(" · ")),
    passage: [
      skipped || !content.startsWith(quoted) ? "… " : "",
      ...passage(words.slice(skipped).join(" ")),
      content.endsWith(quoted) ? "" : " …",
    ],
  }
}
