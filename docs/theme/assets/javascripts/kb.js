/* Comforts on top of pages that are complete without them. */
(function () {
  "use strict"

  /* Mark the entry of the navigation that the page lies under. */
  for (const link of document.querySelectorAll(".kb-nav__link")) {
    const below = new URL(link.href).pathname
    if (location.pathname.startsWith(below) && /\/(affected|advisories|products|contribute)\/$/.test(below))
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

  /* The Content Security Policy forbids sending forms, so searching is following a link. A script of the
     search page that answers in place prevents the default first. */
  document.addEventListener("submit", event => {
    const form = event.target
    if (event.defaultPrevented || !form.matches("form[role=search]")) return
    event.preventDefault()
    const query = form.elements.q.value.trim()
    location.assign(form.action + (query ? "?q=" + encodeURIComponent(query) : ""))
  })

  /* "/" goes to the search field, unless somebody is typing. */
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest("input, textarea, select, [contenteditable]")) return
    for (const input of document.querySelectorAll("form[role=search] input[type=search]")) {
      if (!input.offsetParent) continue  // hidden on this screen
      event.preventDefault()
      input.focus()
      input.select()
      return
    }
  })

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
