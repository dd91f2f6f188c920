import { resolve } from 'node:path'
import type { Command } from 'commander'
import { parsePort, readEnvironment } from '../environment.js'
import { readSignInSettings } from '../sign-in-settings.js'
import { supervise } from '../supervisor/supervise.js'

interface Options {
  demo?: boolean
  port?: string
  data?: string
}

/** `huiyin start`: the whole installation in one process tree. */
export const addStart = (program: Command): Command =>
  program
    .command('start')
    .description('启动全部服务（数据库、采集、分析、接口与界面）；空数据目录先进入演示')
    .option('--demo', '演示：虚构县份与自带的示例网站')
    .option('--port <n>', '界面端口（默认 8420，或环境变量 PORT）')
    .option('--data <dir>', '数据目录（默认 ./data，或环境变量 HUIYIN_DATA）')
    .action((options: Options) => {
      const env = readEnvironment(process.env)
      readSignInSettings(process.env) // a wrong one is said here, not by a service that restarts again and again
      return supervise(
        {
          ...env,
          ...(options.port === undefined ? {} : { port: parsePort(options.port) }),
          ...(options.data === undefined ? {} : { dataDir: resolve(options.data) }),
        },
        { demo: options.demo ?? false },
      )
    })
