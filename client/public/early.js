// On air a bad line must be quick: what the page asks for first is asked for before its scripts are here. Only where the page is sure
// to ask, since an answer that waits unused would be taken for a later one.
if (location.pathname.startsWith('/studio/air'))
  for (const path of ['/api/v1/auth/me', '/api/v1/shows?limit=200']) {
    const link = document.createElement('link')
    link.rel = 'preload'
    link.as = 'fetch'
    link.crossOrigin = 'anonymous'
    link.href = path
    document.head.append(link)
  }
