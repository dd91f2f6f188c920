import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The roles an official document gives to type (GB/T 9704-2012 5.2.2, 7). */
const fontRoles = ['body', 'title', 'kai', 'hei'] as const
export type FontRole = (typeof fontRoles)[number]

const roleLabel: Record<FontRole, string> = { body: '仿宋', title: '小标宋', kai: '楷体', hei: '黑体' }

/** Families the standard asks for, best first, under the names Windows, WPS, macOS and the foundries give. */
const official: Record<FontRole, readonly string[]> = {
  body: ['FangSong_GB2312', '仿宋_GB2312', 'FangSong', '仿宋', 'STFangsong', '华文仿宋'],
  title: [
    'FZXiaoBiaoSong-B05S',
    'FZXiaoBiaoSong-B05',
    '方正小标宋简体',
    '方正小标宋_GBK',
    'FZXBSJW--GB1-0',
    'FZXBSK--GBK1-0',
  ],
  kai: ['KaiTi_GB2312', '楷体_GB2312', 'KaiTi', '楷体', 'STKaiti', '华文楷体'],
  hei: ['SimHei', '黑体', 'STHeiti', '华文黑体'],
}

/** What is shipped stands in where the machine lacks a face. */
const shipped: Record<FontRole, { family: string; weight: number }> = {
  body: { family: 'Noto Serif SC', weight: 400 },
  title: { family: 'Noto Serif SC', weight: 700 },
  // Without a 楷体, second headings are told from the body by weight.
  kai: { family: 'Noto Serif SC', weight: 700 },
  hei: { family: 'Noto Sans SC', weight: 500 },
}

const require = createRequire(import.meta.url)

/** The shipped faces: one file a weight in use, 40 MB in memory once a process. */
export const shippedFontFiles = (): Buffer[] =>
  [
    '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
    '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
    '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  ].map((path) => readFileSync(require.resolve(path)))

export interface RoleFont {
  /** Families to try in order; the last is always shipped. */
  readonly families: readonly string[]
  readonly weight: number
}

export interface ReportFonts {
  readonly roles: Record<FontRole, RoleFont>
  /** Which face stands for which role; printed in the metadata of the file. */
  readonly statement: string
}

/**
 * The official face of each role that the typesetter knows, else the shipped one. `knows` asks the typesetter
 * itself: what it cannot find under a name it cannot set, whatever files lie on the disk.
 */
export function chooseFonts(knows: (family: string) => boolean): ReportFonts {
  const stated: string[] = []
  const choose = (role: FontRole): RoleFont => {
    const fallback = shipped[role]
    const family = official[role].find(knows)
    stated.push(`${roleLabel[role]}=${family ?? `${fallback.family}（代）`}`)
    return family === undefined
      ? { families: [fallback.family], weight: fallback.weight }
      : { families: [family, fallback.family], weight: 400 }
  }
  const roles = { body: choose('body'), title: choose('title'), kai: choose('kai'), hei: choose('hei') }
  return { roles, statement: `字体：${stated.join('，')}` }
}
