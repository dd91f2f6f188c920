import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The roles an official document gives to type (GB/T 9704-2012 5.2.2, 7). */
export type FontRole = 'body' | 'title' | 'kai' | 'hei'

const roleLabel: Record<FontRole, string> = { body: '仿宋', title: '小标宋', kai: '楷体', hei: '黑体' }

interface Face {
  readonly family: string
  /** File names it comes under, lower case. */
  readonly files: readonly string[]
}

/** Faces the standard asks for, best first, by the files Windows, WPS and the foundries install. */
const official: Record<FontRole, readonly Face[]> = {
  body: [
    { family: 'FangSong_GB2312', files: ['仿宋_gb2312.ttf', 'fangsong_gb2312.ttf', 'simfang_gb2312.ttf'] },
    { family: 'FangSong', files: ['simfang.ttf'] },
    { family: 'STFangsong', files: ['stfangso.ttf', 'stfangsong.ttf'] },
  ],
  title: [
    {
      family: 'FZXiaoBiaoSong-B05S',
      files: ['fzxbsjw.ttf', 'fzxbsk.ttf', 'fzxbsjt.ttf', '方正小标宋简体.ttf', '方正小标宋_gbk.ttf'],
    },
  ],
  kai: [
    { family: 'KaiTi_GB2312', files: ['楷体_gb2312.ttf', 'kaiti_gb2312.ttf', 'simkai_gb2312.ttf'] },
    { family: 'KaiTi', files: ['simkai.ttf'] },
    { family: 'STKaiti', files: ['stkaiti.ttf'] },
  ],
  hei: [
    { family: 'SimHei', files: ['simhei.ttf'] },
    { family: 'STHeiti', files: ['stheiti.ttf', 'stheiti medium.ttc'] },
  ],
}

/** What is shipped: one weight each, three files, 40 MB in memory once. */
const shipped = {
  serif: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  serifBold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  sans: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
} as const

const shippedFor: Record<FontRole, { family: string; weight: number }> = {
  body: { family: 'Noto Serif SC', weight: 400 },
  title: { family: 'Noto Serif SC', weight: 700 },
  // Without a 楷体, second headings are told from the body by weight.
  kai: { family: 'Noto Serif SC', weight: 700 },
  hei: { family: 'Noto Sans SC', weight: 500 },
}

export interface RoleFont {
  /** Families to try in order; the last is always shipped. */
  readonly families: readonly string[]
  readonly weight: number
}

export interface ReportFonts {
  readonly roles: Record<FontRole, RoleFont>
  readonly blobs: readonly Buffer[]
  /** Which face stands for which role; printed in the metadata of the file. */
  readonly statement: string
}

/** Where the common systems keep fonts, for all users and for this one. */
export function fontFolders(): string[] {
  const home = homedir()
  return [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(home, '.fonts'),
    join(home, '.local/share/fonts'),
    'C:\\Windows\\Fonts',
    join(home, 'AppData/Local/Microsoft/Windows/Fonts'),
    '/Library/Fonts',
    '/System/Library/Fonts',
    join(home, 'Library/Fonts'),
  ]
}

/** Font files below `folders` by lower-case name; folders that are absent or closed hold none. */
function fontFiles(folders: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const folder of folders) {
    try {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
        if (/\.(ttf|ttc|otf)$/i.test(entry.name) && !found.has(entry.name.toLowerCase()))
          found.set(entry.name.toLowerCase(), join(entry.parentPath, entry.name))
    } catch {
      // An absent folder is the normal case: each system has only its own.
    }
  }
  return found
}

/** The official faces the machine has, else the shipped ones. Reads the files: call once a process. */
export function findReportFonts(folders: readonly string[] = fontFolders()): ReportFonts {
  const files = fontFiles(folders)
  const require = createRequire(import.meta.url)
  const blobs = Object.values(shipped).map((path) => readFileSync(require.resolve(path)))
  const stated: string[] = []
  const choose = (role: FontRole): RoleFont => {
    const { family, weight } = shippedFor[role]
    for (const face of official[role]) {
      const file = face.files.map((name) => files.get(name)).find((path) => path !== undefined)
      if (file === undefined) continue
      blobs.push(readFileSync(file))
      stated.push(`${roleLabel[role]}=${face.family}`)
      return { families: [face.family, family], weight: 400 }
    }
    stated.push(`${roleLabel[role]}=${family}（代）`)
    return { families: [family], weight }
  }
  const roles = { body: choose('body'), title: choose('title'), kai: choose('kai'), hei: choose('hei') }
  return { roles, blobs, statement: `字体：${stated.join('，')}` }
}
