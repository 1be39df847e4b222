/* Comforts on top of pages that are complete without them. */
(function () {
  "use strict"

  /* Mark the entry of the navigation that the page lies under; families are products. */
  const here = location.pathname.replace(/\/families\/[^/]+\/$/, "/products/-/")
  for (const link of document.querySelectorAll(".kb-nav__link")) {
    const below = new URL(link.href).pathname
    if (here.startsWith(below) && /\/(affected|advisories|products|contribute)\/$/.test(below))
      link.setAttribute("aria-current", location.pathname === below ? "page" : "true")
  }

  /* The table of contents is open where it stands beside the text. */
  const toc = document.querySelector(".kb-toc details")
  if (toc) {
    const wide = matchMedia("(min-width: 60em)")
    toc.open = wide.matches
    wide.addEventListener("change", () => { toc.open = wide.matches })
    toc.addEventListener("click", event => {
      if (event.target.closest("a") && !wide.matches) toc.open = false
    })
  }

  /* The language switch leads to the same place of the page. The choice is kept for pages without a language
     (choose.js), and the color scheme goes along: Material keeps it for each language's folder. */
  for (const link of document.querySelectorAll(".kb-languages a")) {
    link.addEventListener("click", () => {
      link.search = location.search
      link.hash = location.hash
      try {
        localStorage.setItem("kb.language", link.hreflang)
        const scheme = __md_get("__palette")
        if (scheme) __md_set("__palette", scheme, localStorage, new URL(`../${link.hreflang}/`, __md_scope))
      } catch { /* a browser may forbid storage */ }
    })
  }

  /* Searching leads to a tidy address: no blanks around the query, and no empty one. A script of the search page that
     answers in place prevents the default first. */
  document.addEventListener("submit", event => {
    const form = event.target
    if (event.defaultPrevented || !form.matches("form[role=search]")) return
    event.preventDefault()
    const query = form.elements.q.value.trim()
    location.assign(form.action + (query ? "?q=" + encodeURIComponent(query) : ""))
  })

  /* The search box: that of the page where it has one, or that of the header, which a phone shows when it is asked for.
     "/", unless somebody is typing, and Ctrl+K go there; Escape empties it, and then goes back. */
  const SEARCHING = "kb-header--searching"
  const header = document.querySelector(".md-header")
  const boxes = [...document.querySelectorAll("form[role=search] [name=q]")]
  let before = null  // what had the focus

  function enterSearch(event) {
    if (!boxes.length) return
    event.preventDefault()
    if (!boxes.includes(document.activeElement)) before = document.activeElement
    const shown = () => boxes.find(box => box.offsetParent)
    if (!shown()) header.classList.add(SEARCHING)
    shown().focus()
    shown().select()
  }

  function leaveSearch(box) {
    header.classList.remove(SEARCHING)
    box.blur()
    if (before && before.isConnected) before.focus()
    before = null
  }

  document.addEventListener("keydown", event => {
    const { key, target } = event
    if (event.defaultPrevented || event.isComposing || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (key.toLowerCase() === "k" && !event.shiftKey) enterSearch(event)
    } else if (key === "/" && !target.closest("input, textarea, select, [contenteditable]")) {
      enterSearch(event)
    } else if (key === "Escape" && boxes.includes(target)) {
      event.preventDefault()
      if (!target.value) {
        leaveSearch(target)
        return
      }
      target.value = ""
      target.dispatchEvent(new Event("input", { bubbles: true }))
    }
  })
  for (const link of document.querySelectorAll(".kb-search-link")) link.addEventListener("click", enterSearch)
  for (const button of document.querySelectorAll(".kb-search__close"))
    button.addEventListener("click", () => leaveSearch(button.form.elements.q))
  for (const name of ["focusin", "pointerdown"])
    document.addEventListener(name, ({ target }) => {
      if (!target.closest(".md-header")) header.classList.remove(SEARCHING)
    })

  /* What shows results below the box is loaded when the box is first used. */
  const attached = new Set()
  async function attach(target) {
    const form = target.closest("form[role=search]:not(.kb-search--results)")
    if (!form || attached.has(form)) return
    attached.add(form)
    try {
      (await import("./search/typeahead.js")).attach(form)
    } catch (error) {
      attached.delete(form)
      console.error(error)
    }
  }
  document.addEventListener("focusin", event => attach(event.target))
  if (document.activeElement) attach(document.activeElement)

  /* <button class="kb-copy-link" data-copied="Copied"> copies the page's address, or that in its data-url. */
  for (const button of document.querySelectorAll(".kb-copy-link")) {
    button.hidden = !navigator.clipboard  // missing on plain http
    if (button.hidden) continue
    const label = button.textContent
    button.setAttribute("aria-live", "polite")
    button.addEventListener("click", async () => {
      const { href } = document.querySelector("link[rel=canonical]") || location
      const { url } = button.dataset
      await navigator.clipboard.writeText(url ? new URL(url, location).href : href)
      button.textContent = button.dataset.copied || label
      setTimeout(() => { button.textContent = label }, 2000)
    })
  }

  /* Material sets a <nav> without a name above every code block: a landmark too many, its button says enough. */
  addEventListener("DOMContentLoaded", () => {
    for (const bar of document.querySelectorAll(".md-code__nav")) bar.setAttribute("role", "none")
  })

  /* Paper has nothing to click on. */
  let opened = []
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".md-content details:not([open])")]
    for (const details of opened) details.open = true
  })
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false
  })
})()
