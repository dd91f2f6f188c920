import { ensureFirstAdministrator } from '@huiyin/api/first-administrator'
import { migrate } from '@huiyin/store/migrate'
import type { Command } from 'commander'
import { readEnvironment } from '../environment.js'
import { createLogger } from '../logging.js'
import { print, UsageError } from '../output.js'
import { withStore } from '../with-store.js'

/** `huiyin migrate`: the database made ready before the services of other machines start. */
export const addMigrate = (program: Command): Command =>
  program
    .command('migrate')
    .description('按 DATABASE_URL 建表升级，首次运行给出管理员的一次性登录链接（分布式部署）')
    .action(async () => {
      const env = readEnvironment(process.env)
      if (!env.databaseUrl)
        throw new UsageError('migrate 需要 DATABASE_URL；单机使用请执行 npm start，升级自动完成')
      const { applied } = await migrate(env.databaseUrl, createLogger('migrate', env.logLevel))
      const link = await withStore(env, (store) =>
        ensureFirstAdministrator(store, { roles: ['administrator'] }),
      )
      print({ applied, ...(link ? { signInPath: link } : {}) })
    })
