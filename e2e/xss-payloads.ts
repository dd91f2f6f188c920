/**
 * A hundred ways to make a page run what stands in it. Each calls `pwned()`, which the test gives to every page: one
 * call anywhere is a failure. As text they must be shown to the letter, as markup they must be gone.
 */
const elements = [
  '<script>pwned()</script>',
  '<ScRiPt>pwned()</sCrIpT>',
  '<script/x>pwned()</script>',
  '<script src="data:text/javascript,pwned()"></script>',
  '<script type="module">pwned()</script>',
  '<scr<script>ipt>pwned()</scr</script>ipt>',
  '<img src=x onerror=pwned()>',
  '<img src=x onerror="pwned()"//',
  '<img/src=x/onerror=pwned()>',
  '<IMG SRC=x ONERROR=pwned()>',
  '<img src=x:x onerror\n=\n"pwned()">',
  '<img src="x` `" onerror=pwned()>',
  '<img srcset=x onerror=pwned()>',
  '<image src=x onerror=pwned()>',
  '<svg onload=pwned()>',
  '<svg/onload=pwned()>',
  '<svg><script>pwned()</script></svg>',
  '<svg><animate onbegin=pwned() attributeName=x dur=1s>',
  '<svg><set onbegin=pwned() attributeName=x to=1>',
  '<svg><a xlink:href="javascript:pwned()"><text y=20>x</text></a></svg>',
  '<svg><foreignObject><img src=x onerror=pwned()></foreignObject></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=pwned()>',
  '<math href="javascript:pwned()">x</math>',
  '<body onload=pwned()>',
  '<iframe onload=pwned()></iframe>',
  '<iframe src="javascript:parent.pwned()"></iframe>',
  '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
  '<object data="javascript:pwned()"></object>',
  '<embed src="javascript:pwned()">',
  '<video src=x onerror=pwned()></video>',
  '<video><source onerror=pwned()></video>',
  '<audio src=x onerror=pwned()></audio>',
  '<details open ontoggle=pwned()>x</details>',
  '<input autofocus onfocus=pwned()>',
  '<select autofocus onfocus=pwned()></select>',
  '<textarea autofocus onfocus=pwned()></textarea>',
  '<button autofocus onfocus=pwned()>x</button>',
  '<a href="javascript:pwned()" autofocus onfocus=pwned()>x</a>',
  '<div tabindex=1 autofocus onfocus=pwned()>x</div>',
  '<marquee onstart=pwned()>x</marquee>',
  '<style onload=pwned()></style>',
  '<link rel=stylesheet href="data:text/css,x" onload=pwned()>',
  '<form><button formaction="javascript:pwned()">x</button></form>',
  '<meta http-equiv=refresh content="0;url=javascript:pwned()">',
  '<base href="javascript:pwned()//">',
  '<template><img src=x onerror=pwned()></template>',
  '<noscript><p title="</noscript><img src=x onerror=pwned()>">',
  '<table background="javascript:pwned()"><td>x',
  '<xss style="animation-name:x" onanimationstart=pwned()>',
  '<p style="background:url(javascript:pwned())">x</p>',
] as const

/** What ends an attribute, an element, a comment or a string before the real thing. */
const breakouts = [
  '">',
  "'>",
  '`>',
  '</title>',
  '</textarea>',
  '</style>',
  '</script>',
  '-->',
  ']]>',
  '"}]});',
  '\\u0022>',
  '&quot;>',
  '%22%3E',
  '\u200b">',
  '\u202e">',
] as const
const carried = ['<img src=x onerror=pwned()>', '<svg onload=pwned()>'] as const

/** Templates, expressions and addresses: what a framework or a click would run. */
const expressions = [
  "{{constructor.constructor('pwned()')()}}",
  "{{_openBlock.constructor('pwned()')()}}",
  "{{$emit.constructor('pwned()')()}}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: written as an attacker would
  '${pwned()}',
  '<%= pwned() %>',
  '#{pwned()}',
  '<div v-html="\'<img src=x onerror=pwned()>\'"></div>',
  '<p @click="pwned()" v-on:mouseover="pwned()">x</p>',
  '<component :is="\'script\'">pwned()</component>',
  'javascript:pwned()',
  'javascript://%0apwned()',
  'java\tscript:pwned()',
  'data:text/html,<script>parent.pwned()</script>',
  '"onmouseover="pwned()"x="',
  "'onmouseover='pwned()'x='",
  '"-pwned()-"',
  "';pwned();//",
  '\\";pwned();//',
  '{"__proto__":{"innerHTML":"<img src=x onerror=pwned()>"}}',
  '{a|<img src=x onerror=pwned()>}',
] as const

export const payloads: readonly string[] = [
  ...elements,
  ...breakouts.flatMap((breakout) => carried.map((element) => `${breakout}${element}`)),
  ...expressions,
]

/** Those a page without our guards would run at once: proof that the canary sings. */
export const certain = [
  '<img src=x onerror=pwned()>',
  '<video><source onerror=pwned()></video>',
  '<iframe onload=pwned()></iframe>',
  '<details open ontoggle=pwned()>x</details>',
]
