import { openVault } from '@huiyin/store/original-vault'
import { rotateOriginals } from '@huiyin/store/rotate-originals'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { readEnvironment } from '../environment.js'
import { originalKeys } from '../original-keys.js'
import { print, say } from '../output.js'
import { withStore } from '../with-store.js'

/** `huiyin keys`: the keys that seal originals, and their rotation. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('原文密钥')
  keys
    .command('list')
    .description('各密钥及其加密的条数')
    .action(async () => {
      const env = readEnvironment(process.env)
      const ring = originalKeys(env)
      const sealed = await withStore(env, (store) =>
        store.as(cliActor).transaction((tx) => tx.originals.byKey()),
      )
      const ids = [...new Set([...ring.ids(), ...Object.keys(sealed)])]
      print({
        place: ring.place,
        current: ring.current().id,
        keys: ids.map((id) => ({ id, available: ring.find(id) !== null, sealed: sealed[id] ?? 0 })),
      })
    })
  keys
    .command('rotate')
    .description('换用新密钥：新数据用新密钥，旧数据分批重新加密；可中断后重做')
    .option('--resume', '不生成新密钥，只把旧数据重新加密到当前密钥', false)
    .option('--remove-unused', '删除已无数据使用的旧密钥文件', false)
    .action(async (options: { resume: boolean; removeUnused: boolean }) => {
      const env = readEnvironment(process.env)
      const ring = originalKeys(env)
      // What was the current key until now may still seal what is being saved: it goes with a later run.
      const kept = options.resume ? null : (ring.ids().at(-1) ?? null)
      if (!options.resume) ring.add()
      const done = await withStore(env, (store) =>
        rotateOriginals(store.as(cliActor), openVault(ring), ring.ids()),
      )
      const removed = options.removeUnused ? done.unused.filter((id) => id !== kept) : []
      for (const id of removed) ring.remove(id)
      if (done.unused.length > removed.length)
        say(
          `密钥 ${done.unused.filter((id) => !removed.includes(id)).join('、')} 已无数据使用；备份中仍有旧数据时请另行保存，确认后执行 huiyin keys rotate --resume --remove-unused 删除`,
        )
      print({ ...done, removed })
      if (Object.keys(done.unreadable).length > 0) {
        say('有原文的密钥不在本机，未能重新加密：请补回这些密钥后执行 huiyin keys rotate --resume')
        process.exitCode = 1
      }
    })
}
