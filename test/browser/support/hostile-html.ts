/**
 * HTML bodies that try to run something or to send something out. `U` stands for an address that counts
 * what reaches it, `RUN` for a script that would tell on itself: by a dialog, a message to the page, a request.
 */
const run = "alert('ran');top.postMessage('ran','*');parent.document.title='ran';fetch('U/run')"
const attribute = run.replaceAll("'", '&#39;')

const payloads: Readonly<Record<string, string>> = {
  'script inline': `<script>${run}</script>`,
  'script remote': '<script src="U/script.js"></script>',
  'script module': '<script type="module">import "U/module.js"</script>',
  'image error handler': `<img src="x:y" onerror="${attribute}">`,
  'image remote': '<img src="U/image.gif">',
  'image without a scheme': '<img src="//U_HOST/image.gif">',
  'image srcset': '<img srcset="U/a.gif 1x, U/b.gif 2x"><picture><source srcset="U/c.gif"><img></picture>',
  'image of the API': '<img src="/api/messages?all=true"><img src="../../messages">',
  'svg onload': `<svg onload="${attribute}"></svg>`,
  'svg script': `<svg><script>${run}</script></svg>`,
  'svg image': '<svg><image href="U/svg.gif" xlink:href="U/svg2.gif"/></svg>',
  'svg use': '<svg><use href="U/use.svg#a"/></svg>',
  'svg foreignObject': '<svg><foreignObject><iframe src="U/foreign"></iframe></foreignObject></svg>',
  'svg animate': `<svg><animate onbegin="${attribute}" attributeName="x" dur="1s"/></svg>`,
  'svg filter and mask':
    '<svg><rect filter="url(U/f.svg#f)" mask="url(U/m.svg#m)" width="9" height="9"/></svg>',
  'svg set href': `<svg><a id="a"><text>x</text><set attributeName="href" to="javascript:${attribute}"/></a></svg>`,
  'body onload': `<body onload="${attribute}" background="U/body.gif">`,
  'frame remote': '<iframe src="U/frame"></iframe>',
  'frame srcdoc': `<iframe srcdoc="&lt;script&gt;${attribute}&lt;/script&gt;&lt;img src=U/srcdoc.gif&gt;"></iframe>`,
  'frame srcdoc with its own sandbox': `<iframe sandbox="allow-scripts allow-same-origin" srcdoc="&lt;script&gt;${attribute}&lt;/script&gt;"></iframe>`,
  'frame javascript:': `<iframe src="javascript:${attribute}"></iframe>`,
  'frame data:': '<iframe src="data:text/html,<script>top.postMessage(1,\'*\')</script>"></iframe>',
  'frame of the page itself': '<iframe src="/"></iframe><iframe src="/api/messages"></iframe>',
  frameset: '<frameset cols="*"><frame src="U/frameset"></frameset>',
  object:
    '<object data="U/object"></object><object data="data:text/html,<script>alert(1)</script>"></object>',
  embed: '<embed src="U/embed"><embed src="data:image/svg+xml,<svg onload=alert(1)>">',
  'stylesheet link': '<link rel="stylesheet" href="U/style.css">',
  'resource hints':
    '<link rel="prefetch" href="U/1"><link rel="preload" as="image" href="U/2"><link rel="preconnect" href="U"><link rel="dns-prefetch" href="U"><link rel="prerender" href="U/3"><link rel="modulepreload" href="U/4">',
  'icon and manifest': '<link rel="icon" href="U/icon"><link rel="manifest" href="U/manifest">',
  'style import': '<style>@import "U/import.css"; @import url(U/import2.css);</style>',
  'style background': '<style>body { background: url(U/background.gif) }</style>',
  'style attribute': '<p style="background-image: url(U/attribute.gif)">x</p>',
  'style font':
    '<style>@font-face { font-family: f; src: url(U/font.woff2) } p { font-family: f }</style><p>x</p>',
  'style of every kind':
    '<style>p { cursor: url(U/1), auto; content: url(U/2); border-image: url(U/3) 1; list-style: url(U/4); shape-outside: url(U/5); mask-image: url(U/6) } p::before { content: url(U/7) }</style><p>x</p>',
  'style image-set':
    '<p style="background: image-set(url(U/set.gif) 1x); background: -webkit-image-set(url(U/set2.gif) 1x)">x</p>',
  'style that reads attributes':
    '<style>input[value^="s"] { background: url(U/leak?s) }</style><input value="secret">',
  'style expression and binding': `<p style="width: expression(${attribute}); -moz-binding: url(U/xbl); behavior: url(U/htc)">x</p>`,
  'meta refresh': '<meta http-equiv="refresh" content="0;url=U/refresh">',
  'meta refresh javascript:': `<meta http-equiv="refresh" content="0;url=javascript:${attribute}">`,
  'meta policy':
    '<meta http-equiv="Content-Security-Policy" content="script-src *"><script src="U/policy.js"></script>',
  base: '<base href="U/"><img src="base.gif"><script src="base.js"></script>',
  form: `<form action="U/form"><input name="a" value="b" autofocus onfocus="${attribute}"><button>Send</button></form>`,
  'form that submits itself': `<form id="f" action="U/self"></form><img src="x:y" onerror="f.submit()">`,
  media:
    '<video src="U/video" poster="U/poster" autoplay></video><audio src="U/audio" autoplay></audio><video><source src="U/source"><track src="U/track" default></video>',
  'old backgrounds': '<table background="U/table.gif"><tr><td background="U/cell.gif">x</td></tr></table>',
  'old elements':
    '<image src="U/image"><bgsound src="U/sound"><layer src="U/layer"></layer><xml src="U/xml"></xml>',
  'details toggle': `<details open ontoggle="${attribute}"><summary>x</summary></details>`,
  'marquee start': `<marquee onstart="${attribute}">x</marquee>`,
  'animation events': `<style>@keyframes k { from { left: 0 } }</style><p style="animation: k 1s" onanimationstart="${attribute}">x</p>`,
  'mutated math': `<math><mtext></form><form><mglyph><style></math><img src="x:y" onerror="${attribute}">`,
  'mutated noscript': `<noscript><p title="</noscript><img src='x:y' onerror='${attribute.replaceAll('&#39;', '`')}'>">`,
  'mutated comment': `<!--><img src="x:y" onerror="${attribute}">--><![CDATA[><script>${run}</script>]]>`,
  'shadow root': `<div><template shadowrootmode="open"><script>${run}</script><img src="U/shadow.gif"></template></div>`,
  'newer frames': '<portal src="U/portal"></portal><fencedframe src="U/fenced"></fencedframe>',
  'conditional comment': `<!--[if IE]><script>${run}</script><![endif]--><?xml-stylesheet href="U/pi.css"?>`,
  'cid with a quote': `<img src="cid:x&quot; onerror=&quot;${attribute}">`,
  'cid up the path': '<img src="cid:../../../../messages"><img src="cid:..%2f..%2f..%2fmessages?all=true">',
  'cid of a remote address': '<img src="cid:U/cid.gif"><iframe src="cid:page@evil"></iframe>',
  'cid of an SVG with a script': '<img src="cid:svg@evil"><object data="cid:svg@evil"></object>',
  'cid in a style': `<style>p { background: url("cid:x') url(U/cid.gif) (") }</style><p>x</p>`,
  'doctype and base that come late': `<!doctype html><p>x</p><base target="_top" href="U/"><a href="late" autofocus>x</a>`,
  'speculation rules':
    '<script type="speculationrules">{"prefetch":[{"urls":["U/spec"]}],"prerender":[{"urls":["U/spec2"]}]}</script>',
  'import map': `<script type="importmap">{"imports":{"x":"U/map.js"}}</script><script type="module">import "x"</script>`,
  'image button': '<input type="image" src="U/button.gif"><button formaction="U/formaction">x</button>',
  'pings and attribution':
    '<a href="#x" ping="U/ping" attributionsrc="U/attribution">x</a><img src="x:y" attributionsrc="U/attribution2">',
  'other links':
    '<link rel="alternate stylesheet" href="U/alternate.css" title="x"><link rel="preload" as="fetch" href="U/fetch" crossorigin><link rel="apple-touch-icon" href="U/touch"><link rel="compression-dictionary" href="U/dictionary">',
  'preload of a set': '<link rel="preload" as="image" imagesrcset="U/set1 1x, U/set2 2x">',
  'lazy pictures':
    '<img loading="eager" fetchpriority="high" src="U/eager"><img loading="lazy" src="U/lazy">',
  'svg of filters':
    '<svg><filter id="f"><feImage href="U/fe.gif"/></filter><rect filter="url(#f)" width="9" height="9"/></svg>',
  'svg text and pattern':
    '<svg><defs><pattern id="p"><image href="U/pattern.gif"/></pattern></defs><rect fill="url(#p)" width="9" height="9"/><script href="U/svg.js"/></svg>',
  'style in svg':
    '<svg><style>@import url(U/svg.css); rect { fill: url(U/fill.svg#f) }</style><rect width="9" height="9"/></svg>',
  'style with escapes':
    '<style>@\\69mport "U/escape.css"; p { background: u\\72l(U/escape.gif) }</style><p>x</p>',
  'style layers and supports':
    '<style>@import url(U/layer.css) layer(x) supports(display: grid); @font-face { font-family: g; src: local(x), url(U/g.woff2) format(woff2); unicode-range: U+41 } p { font-family: g }</style><p>A</p>',
  'refresh to data': '<meta http-equiv="refresh" content="0;url=data:text/html,<script>alert(1)</script>">',
  'opener by name': '<a href="U/name" target="_parent" id="n">x</a><base target="_parent">',
  'policy of its own':
    '<meta http-equiv="Content-Security-Policy" content="report-uri U/report; default-src *">',
  'plug-ins of old':
    '<applet code="x" archive="U/x.jar"></applet><param name="movie" value="U/movie.swf"><noembed><img src="U/noembed"></noembed>',
  'dialog and popover': `<dialog open oncancel="${attribute}">x</dialog><div popover id="pop" ontoggle="${attribute}">x</div><button popovertarget="pop">x</button>`,
  'content that becomes visible': `<div oncontentvisibilityautostatechange="${attribute}" style="content-visibility: auto">x</div>`,
  'scroll events': `<div style="overflow: auto; height: 9px" onscroll="${attribute}" onscrollend="${attribute}"><p style="height: 99px">x</p><p autofocus tabindex="0">y</p></div>`,
  'null bytes and odd encodings': `<scr\0ipt>${run}</scr\0ipt><img src=x:y onerror\x0b=${attribute.replaceAll(' ', '')}>+ADw-script+AD4-alert(1)+ADw-/script+AD4-`,
}

/** Each payload by its name, aimed at `url`. */
export function hostileHtml(url: string): readonly (readonly [string, string])[] {
  const host = url.replace(/^http:\/\//, '')
  return Object.entries(payloads).map(([name, html]) => [
    name,
    html.replaceAll('U_HOST', host).replaceAll(/\bU(?=[/"' )]|$)/g, url),
  ])
}
