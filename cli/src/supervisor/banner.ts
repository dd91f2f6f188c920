import type { Jurisdiction } from '@huiyin/domain/jurisdiction'

/** What a person needs after a start: where to look and, once, how to get in. */
export function banner(input: {
  url: string
  link: string | null
  jurisdiction: Jurisdiction | null
  dataDir: string
}): string {
  const { url, link, jurisdiction, dataDir } = input
  const place = jurisdiction
    ? `${jurisdiction.name}${jurisdiction.demonstration ? '（演示，虚构县份）' : ''}`
    : ''
  const lines = [
    '',
    `  回音 Huiyin 已启动 · ${place}`,
    `  界面  ${url}`,
    ...(link
      ? [`  首次登录（一次性链接，打开后设置口令）  ${new URL(link, url).href}`]
      : ['  登录请使用已设置的账号与口令']),
    `  数据  ${dataDir}`,
    '  按 Ctrl-C 停止',
    '',
  ]
  return lines.join('\n')
}
