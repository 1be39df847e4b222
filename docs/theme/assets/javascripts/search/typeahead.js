/* Results below the box while somebody types: a combobox with a listbox, after the ARIA Authoring Practices. */
import { count, notes, nothing, suggestions } from "./messages.js"
import { addressOf, describe, element, marker, resultsPage } from "./result.js"
import { ask, prepare } from "./session.js"

const SHOWN = 6  // results
const SHORTEST = 2  // characters that are answered
const PAUSE = 10  // milliseconds without a key before typing is answered
const PATIENCE = 400  // milliseconds before the box says that it is searching
const QUIET = 600  // milliseconds without a new answer before one is announced

let labels  // a promise of the words of this language
let styles  // a promise that the style sheet is there

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
}

async function loadLabels() {
  const response = await fetch(addressOf("search/labels.json"))
  if (!response.ok) throw new Error(`${response.status} ${response.url}`)
  return response.json()
}

/* Ends when the style sheet is there, or cannot be had: without it, too, there are results. */
function loadStyles() {
  const link = element("link", "")
  const loaded = new Promise(resolve => { link.onload = link.onerror = resolve })
  link.rel = "stylesheet"
  link.href = addressOf("assets/stylesheets/search.css")
  document.head.append(link)
  return loaded
}

/* Gives the box of a search form its results. */
export function attach(form) {
  const input = form.elements.q
  const list = element("div", "kb-suggest__list")
  const message = element("div", "kb-suggest__message")
  const panel = element("div", "kb-suggest", message, list)
  const status = element("div", "kb-visually-hidden")
  panel.hidden = true
  list.id = `${input.id}-results`
  set(list, { role: "listbox", "aria-label": input.labels[0].textContent })
  set(status, { role: "status" })
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })
  form.append(panel, status)

  let controller = new AbortController()  // of the query that counts
  let pause, waiting, announcing

  const options = () => [...list.children]
  const chosen = () => list.querySelector("[aria-selected=true]")

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false")
    option?.setAttribute("aria-selected", "true")
    option?.scrollIntoView({ block: "nearest" })
    if (option) input.setAttribute("aria-activedescendant", option.id)
    else input.removeAttribute("aria-activedescendant")
  }

  function open(state) {
    panel.dataset.searchState = state
    panel.hidden = false
    list.hidden = !list.children.length
    input.setAttribute("aria-expanded", `${!list.hidden}`)
  }

  /* Forgets what is being searched for. */
  function cancel() {
    controller.abort()
    for (const timer of [pause, waiting, announcing]) clearTimeout(timer)
  }

  function close() {
    cancel()
    choose(null)
    panel.hidden = true
    input.setAttribute("aria-expanded", "false")
    status.textContent = ""
  }

  function announce(sentences) {
    clearTimeout(announcing)
    const spoken = sentences.map(sentence => sentence.replace(/(?<![.?!…])$/, "."))  // a pause between them
    announcing = setTimeout(() => { status.textContent = spoken.join(" ") }, QUIET)
  }

  function say(sentences, ...more) {
    message.replaceChildren(...sentences.map(sentence => element("p", "", sentence)), ...more)
  }

  function option(href, ...children) {
    const made = element("a", "kb-suggest__option", ...children)
    made.href = href
    made.id = `${list.id}-${list.children.length}`
    set(made, { role: "option", tabindex: "-1", "aria-selected": "false" })
    list.append(made)
    return made
  }

  function show(query, answer, found, words) {
    const { results } = answer
    const marked = marker(query, answer.corrected)
    choose(null)
    list.replaceChildren()
    for (const data of found) {
      const { id, href, title, facts, passage } = describe(data, words, marked, true)
      option(href, element("span", "kb-result__title", ...title), element("span", "kb-result__meta", ...facts),
        element("span", "kb-result__excerpt", ...passage)).dataset.advisory = id
    }
    if (results.length > found.length)
      option(resultsPage(query), words.all.replace("{n}", results.length)).classList.add("kb-suggest__option--all")
    const said = results.length ? notes(answer, words) : nothing(query, answer, words)
    say(said, ...(results.length ? [] : [suggestions(answer, words)]))
    announce(results.length ? [count(results.length, words), ...said, words.arrows] : said)
    panel.dataset.searchQuery = query
    list.scrollTop = 0
    open("done")
  }

  async function answer(query) {
    cancel()
    controller = new AbortController()
    const { signal } = controller
    try {
      const [words] = await Promise.all([labels ||= loadLabels(), styles ||= loadStyles()])
      clearTimeout(waiting)
      if (signal.aborted) return
      waiting = setTimeout(() => {
        list.replaceChildren()
        say([words.searching])
        open("searching")
      }, PATIENCE)
      const found = await ask(query, signal)
      const shown = found && await Promise.all(found.results.slice(0, SHOWN).map(result => result.data()))
      if (!signal.aborted) show(query, found, shown, words)
    } catch (error) {
      if (signal.aborted) return
      console.error(error)
      list.replaceChildren()
      const words = await labels.catch(() => { labels = undefined })
      say(words ? [words.failed] : [])
      announce(words ? [words.failed] : [])
      if (words) open("failed")
    } finally {
      if (controller.signal === signal) clearTimeout(waiting)
    }
  }

  function typed() {
    choose(null)
    clearTimeout(pause)
    const query = input.value.trim()
    if (query.length < SHORTEST) close()
    else pause = setTimeout(answer, PAUSE, query)
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => {
      if (!chosen()) return false
      chosen().click()
      return true
    },
    Escape: () => {
      if (panel.hidden) return false
      close()
      return true
    },
  }

  /* Chooses the next option; before the first and behind the last there is the box itself. */
  function move(step) {
    if (panel.hidden) {
      typed()
      return true
    }
    const all = [null, ...options()]
    choose(all.at((all.indexOf(chosen()) + step) % all.length))
    return true
  }

  input.addEventListener("input", typed)
  input.addEventListener("keydown", event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (keys[event.key]?.()) event.preventDefault()
  })
  form.addEventListener("submit", close)
  list.addEventListener("click", close)
  panel.addEventListener("mousedown", event => event.preventDefault())  // the box keeps the focus
  for (const name of ["focusin", "pointerdown"])
    document.addEventListener(name, ({ target }) => {
      if (!panel.hidden && target !== input && !panel.contains(target)) close()
    })

  prepare().catch(() => {})  // the first query says so
  styles ||= loadStyles()
  labels ||= loadLabels()
  labels.catch(() => {})
  if (input.value.trim() && document.activeElement === input) typed()
}
