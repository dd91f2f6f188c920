import { execFileSync } from 'node:child_process'
import { chownSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { EmbeddedServerFailed } from './embedded-failure.js'

/** How a program is started: the words before it, and the ids it takes (none when we are not root). */
export interface Launch {
  prefix: readonly string[]
  uid?: number
  gid?: number
}

/** PostgreSQL refuses to run as root (it says so itself), so as root it gets a user of its own. */
const preferredUser = 'postgres'
const ownUser = 'huiyin'

/** The narrower first: it only reads; the other is what containers commonly leave to root. */
const passingCapabilities = ['dac_read_search', 'dac_override']

const ask = (program: string, args: string[]): string | null => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return null
  }
}

function findUser(): { name: string; uid: number; gid: number } | null {
  for (const name of [preferredUser, ownUser]) {
    const uid = ask('id', ['-u', name])
    const gid = ask('id', ['-g', name])
    if (uid && gid) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return null
}

function systemUser(): { name: string; uid: number; gid: number } {
  const found = findUser()
  if (found) return found
  ask('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ownUser])
  const made = findUser()
  if (made) return made
  throw new EmbeddedServerFailed(
    `以 root 运行时，内置 PostgreSQL 需要一个普通系统用户，而自动创建失败。请执行 useradd --system ${ownUser}，或改用普通用户运行 (PostgreSQL cannot run as root: create a system user, or start as an ordinary user)`,
  )
}

/** True when the user may pass through every folder above `path`. */
function canReach(path: string, { uid, gid }: { uid: number; gid: number }): boolean {
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    const stat = statSync(folder)
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001
    if ((stat.mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * How to start PostgreSQL's programs so that they can reach all of `paths`. Not root: as we are. Root: as a
 * system user; when a folder above is closed to it (a clone or data folder under root's own 0700 folder),
 * with the one capability that lets it read past that, which needs util-linux's `setpriv`.
 * `no_setuid_fixup` is part of it because access(2), by which PostgreSQL looks for its own program, otherwise
 * leaves capabilities out of account.
 * @throws EmbeddedServerFailed when neither way is open.
 */
export function launchFor(paths: readonly string[]): Launch {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const user = systemUser()
  const ids = { uid: user.uid, gid: user.gid }
  const closed = paths.find((path) => !canReach(path, user))
  if (closed === undefined) return { prefix: [], ...ids }
  for (const capability of passingCapabilities) {
    const prefix = [
      'setpriv',
      ...['--reuid', String(user.uid), '--regid', String(user.gid), '--init-groups'],
      ...['--inh-caps', `+${capability}`, '--ambient-caps', `+${capability}`],
      ...['--securebits', '+no_setuid_fixup'],
    ]
    if (ask('setpriv', [...prefix.slice(1), 'test', '-r', closed]) !== null) return { prefix, ...ids }
  }
  throw new EmbeddedServerFailed(
    `系统用户 ${user.name} 进不了 ${closed} 的上级文件夹（仅 root 可进），内置 PostgreSQL 无法启动。请把程序和数据放到 /opt、/srv 等各级文件夹都可进入的位置，或安装 util-linux 的 setpriv (move the folder to a place user ${user.name} can reach, such as /opt or /srv, or install setpriv)`,
    { path: closed, user: user.name },
  )
}

/** The program, arguments and options for `spawn`: with a prefix, it changes the ids itself. */
export function launchCommand(launch: Launch, program: string, args: readonly string[]) {
  const [first, ...rest] = [...launch.prefix, program, ...args]
  const ids = launch.prefix.length > 0 || launch.uid === undefined ? {} : { uid: launch.uid, gid: launch.gid }
  return { program: first ?? program, args: rest, ids }
}

/** Gives a folder and all in it to the user PostgreSQL runs as; nothing to do when we are not root. */
export function handOver(path: string, { uid, gid }: Launch): void {
  if (uid === undefined || gid === undefined) return
  if (statSync(path).isDirectory())
    for (const name of readdirSync(path)) handOver(join(path, name), { prefix: [], uid, gid })
  chownSync(path, uid, gid)
}
