import type { Command } from 'commander'
import { type Environment, readEnvironment } from '../environment.js'
import { UsageError } from '../output.js'

/** Each service loads only its own libraries. */
const services: Record<string, (env: Environment) => Promise<void>> = {
  api: async (env) => (await import('../services/api.js')).runApi(env),
  crawler: async (env) => (await import('../services/crawler.js')).runCrawler(env),
  analyzer: async (env) => (await import('../services/analyzer.js')).runAnalyzer(env),
  'demo-web': async (env) => (await import('../services/demo-web.js')).runDemoWeb(env),
}

/** `huiyin service NAME`: one service process, for machines of its own (docker-compose.yml). */
export const addService = (program: Command): Command =>
  program
    .command('service')
    .description('单独运行一个服务：api、crawler、analyzer（分布式部署）')
    .argument('<name>')
    .action(async (name: string) => {
      const run = services[name]
      if (!run) throw new UsageError(`没有名为“${name}”的服务，可用：api、crawler、analyzer`)
      await run(readEnvironment(process.env))
      await new Promise(() => {}) // the service's own signal handlers end the process
    })
