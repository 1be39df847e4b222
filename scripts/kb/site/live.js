/* Set into every page by `kb serve`: loads the page anew when its file has changed, which keeps the scroll position,
   and shows what keeps the last edit from being seen. */
(function () {
  "use strict"
  const { version } = document.currentScript.dataset
  let stream, notice

  function show(message) {
    if (!message) {
      notice?.remove()
      notice = null
      return
    }
    if (!notice) {
      const style = document.createElement("link")
      style.rel = "stylesheet"
      style.href = "/__kb/live.css"
      document.head.append(style)
      notice = document.createElement("aside")
      notice.id = "kb-live"
      notice.lang = "en"
      notice.setAttribute("role", "alert")
      const heading = document.createElement("strong")
      const text = document.createElement("pre")
      text.tabIndex = 0  // so that the keyboard scrolls it
      notice.append(heading, text)
      document.body.append(notice)
      heading.textContent = "The last edit is not shown. This is the page as it was before."
    }
    const text = notice.querySelector("pre")
    if (text.textContent !== message) text.textContent = message
  }

  function listen() {
    stream?.close()
    /* A browser holds six connections to a server, for all tabs together: hidden ones give theirs back. */
    if (document.hidden) return
    stream = new EventSource("/__kb/events?page=" + encodeURIComponent(location.pathname))
    stream.onmessage = event => {
      const state = JSON.parse(event.data)
      if (state.version === version) show(state.message)
      else location.reload()
    }
  }

  listen()
  document.addEventListener("visibilitychange", listen)
  addEventListener("pageshow", event => { if (event.persisted) listen() })
})()
