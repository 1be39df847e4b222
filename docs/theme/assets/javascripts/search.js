/* The page of search results: answers ?q= and what is typed, in place. */
import { openEngine } from "./search/engine.js"

const PAGE = 20  // results shown at once
const PAUSE = 150  // milliseconds without a key before typing is answered
const PRODUCTS = 3  // products named with a result

const list = document.querySelector(".kb-search-results")
const status = document.querySelector(".kb-search-status")
const more = document.querySelector(".kb-search-more")
const labels = JSON.parse(list.dataset.labels)
const forms = [...document.querySelectorAll("form[role=search]")]
const title = document.title

let engine  // opened when first needed
let latest = 0  // number of the search whose answer counts
let shown = ""  // query that is answered on the page

function element(tag, className, ...children) {
  const made = document.createElement(tag)
  made.className = className
  made.append(...children)
  return made
}

const say = (...sentences) => status.replaceChildren(...sentences.map(sentence => element("p", "", sentence)))
const count = number => number === 1 ? labels.one : labels.many.replace("{n}", number)

/* Pagefind marks words in a text in which < and > are escaped. */
function* marked(excerpt) {
  const plain = text => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">")
  for (const piece of excerpt.split(/(<mark>.*?<\/mark>)/s))
    if (piece.startsWith("<mark>")) yield element("mark", "", plain(piece.slice(6, -7)))
    else yield plain(piece)
}

function item({ meta, content, excerpt, plain_excerpt: quoted }) {
  const link = element("a", "kb-result__title", meta.title)
  link.href = `../advisories/${encodeURIComponent(meta.id)}/`
  const products = (meta.products || "").split("; ").filter(Boolean)
  const facts = [meta.id, meta.kind, meta.published, products.slice(0, PRODUCTS).join(", ")].filter(Boolean)
  if (products.length > PRODUCTS) facts.push(labels.more_products.replace("{n}", products.length - PRODUCTS))
  const made = element("li", "kb-result", link,
    element("p", "kb-result__meta", facts.join(" · ")),
    element("p", "kb-result__excerpt",
      content.startsWith(quoted) ? "" : "… ", ...marked(excerpt), content.endsWith(quoted) ? "" : " …"))
  made.dataset.advisory = meta.id
  return made
}

/* Shows the next results; returns the first of their elements. */
async function show(results, number) {
  const next = results.slice(list.children.length, list.children.length + PAGE)
  const items = (await Promise.all(next.map(result => result.data()))).map(item)
  if (number !== latest) return
  list.append(...items)
  more.hidden = list.children.length >= results.length
  more.onclick = async () => (await show(results, number))?.querySelector("a").focus()
  list.dataset.searchState = "done"
  return items[0]
}

async function answer(query) {
  const number = ++latest
  shown = query
  document.title = query ? `${query} - ${title}` : title
  if (!query) {
    list.dataset.searchState = "idle"
    list.replaceChildren()
    say()
    more.hidden = true
    return
  }
  list.dataset.searchState = "searching"
  const waiting = setTimeout(() => number === latest && say(labels.searching), 400)
  try {
    engine ||= openEngine(new URL("../../search-index/", import.meta.url), document.documentElement.lang)
    const { results, missing, unknown, relaxed } = await (await engine)(query)
    if (number !== latest) return
    clearTimeout(waiting)
    const notes = []
    if (missing.length) notes.push(labels.missing.replace("{names}", () => missing.join(", ")))
    if (unknown.length && results.length) notes.push(labels.unknown.replace("{words}", () => unknown.join(", ")))
    if (relaxed) notes.push(labels.relaxed)
    if (results.length) say(count(results.length), ...notes)
    else say(...(missing.length ? notes : [labels.none.replace("{query}", () => query)]), labels.none_hint)
    list.replaceChildren()
    await show(results, number)
  } catch (error) {
    engine = undefined  // the next search tries again
    if (number !== latest) return
    console.error(error)
    list.dataset.searchState = "failed"
    list.replaceChildren()
    more.hidden = true
    say(labels.failed)
  } finally {
    clearTimeout(waiting)
  }
}

function fill(query, except) {
  for (const form of forms) if (form !== except) form.elements.q.value = query
}

function fromAddress() {
  const query = (new URLSearchParams(location.search).get("q") || "").trim()
  fill(query)
  answer(query)
}

/* A new query is a new entry of the history; while it is being typed, the entry is kept up to date. */
let typing = false
function ask(query, typed) {
  if (query === shown) return
  const address = query ? `?q=${encodeURIComponent(query)}` : location.pathname
  history[typing ? "replaceState" : "pushState"](null, "", address)
  typing = typed
  answer(query)
}

for (const form of forms) {
  let pause
  form.elements.q.addEventListener("input", () => {
    clearTimeout(pause)
    fill(form.elements.q.value, form)
    pause = setTimeout(() => ask(form.elements.q.value.trim(), true), PAUSE)
  })
  form.addEventListener("submit", event => {
    event.preventDefault()
    clearTimeout(pause)
    ask(form.elements.q.value.trim(), false)
    typing = false
  })
}
addEventListener("popstate", () => {
  typing = false
  fromAddress()
})

fromAddress()
if (!shown) forms.at(-1).elements.q.focus()
