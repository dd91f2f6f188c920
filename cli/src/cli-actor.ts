import { userInfo } from 'node:os'
import type { Actor } from '@huiyin/domain/actor'

/** The account of the operating system, and behind sudo the one that asked for it; a number when it has no name. */
function operator(env: NodeJS.ProcessEnv): string {
  const behind = env.SUDO_USER && env.SUDO_USER !== 'root' ? `${env.SUDO_USER} 经 sudo ` : ''
  try {
    return `${behind}${userInfo().username}`
  } catch {
    return `${behind}uid ${process.getuid?.() ?? '未知'}`
  }
}

/** Who acts when a command does: the audit names the person at the terminal. */
export const cliActor = {
  kind: 'service',
  name: 'cli',
  operator: operator(process.env),
} as const satisfies Actor
