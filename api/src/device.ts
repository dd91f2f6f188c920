const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger\/(\d+)/, '微信'],
  [/QQBrowser\/(\d+)/, 'QQ 浏览器'],
  [/360(?:SE|EE)/, '360 浏览器'],
  [/Edg\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows NT/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/UOS|Kylin/i, '麒麟 / 统信'],
  [/Linux/, 'Linux'],
]

/** Browser and system in words a person recognises his own by. It is what the browser says of itself, no proof. */
export function deviceOf(userAgent: string | undefined): string {
  if (!userAgent) return '未知程序'
  const browser = browsers.find(([form]) => form.test(userAgent))
  const version = browser?.[0].exec(userAgent)?.[1]
  const system = systems.find(([form]) => form.test(userAgent))?.[1]
  const named = browser ? `${browser[1]}${version ? ` ${version}` : ''}` : userAgent.slice(0, 40)
  return system ? `${named} · ${system}` : named
}
