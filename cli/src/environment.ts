import { join, resolve } from 'node:path'
import { InvalidInput } from '@huiyin/domain/errors'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import { type Static, Type } from 'typebox'
import { rootDir } from './paths.js'

const Variables = Type.Object({
  PORT: Type.Optional(Type.String({ pattern: '^\\d{1,5}$' })),
  HUIYIN_HOST: Type.Optional(Type.String({ minLength: 1 })),
  HUIYIN_DATA: Type.Optional(Type.String({ minLength: 1 })),
  /** PostgreSQL's owner; services derive their own role from it. */
  DATABASE_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  REDIS_URL: Type.Optional(Type.String({ pattern: '^rediss?://' })),
  /** Keys pseudonyms and display links; at least 32 characters. Without it a file in the data folder is used. */
  HUIYIN_SECRET: Type.Optional(Type.String({ minLength: 32 })),
  /** Keys of the sealed originals, `id:base64` each, the first for new rows; without it files in the data folder. */
  HUIYIN_ORIGINAL_KEYS: Type.Optional(
    Type.String({
      pattern: '^[0-9A-Za-z-]{1,40}:[A-Za-z0-9+/]{43}=([, ]+[0-9A-Za-z-]{1,40}:[A-Za-z0-9+/]{43}=)*$',
    }),
  ),
  /** Where people reach us, e.g. https://yuqing.example.gov.cn: cookies are then marked secure. */
  HUIYIN_ORIGIN: Type.Optional(Type.String({ pattern: '^https?://' })),
  /** Intranet ranges the crawler may also fetch from, e.g. 10.20.0.0/16,192.168.3.0/24. */
  HUIYIN_ALLOWED_NETWORKS: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F:./, ]+$' })),
  /** Said to the sites we read, so that their keepers can reach us. */
  HUIYIN_CONTACT: Type.Optional(Type.String({ minLength: 3, maxLength: 200 })),
  LOG_LEVEL: Type.Optional(Type.Enum(['trace', 'debug', 'info', 'warn', 'error'])),
})

const meaning: Record<keyof Static<typeof Variables>, string> = {
  PORT: '应为 1–65535 的端口号',
  HUIYIN_HOST: '应为监听地址，例如 0.0.0.0',
  HUIYIN_DATA: '应为数据目录的路径',
  DATABASE_URL: '应写作 postgres://用户:口令@主机:5432/库名',
  REDIS_URL: '应写作 redis://主机:6379/0',
  HUIYIN_SECRET: '至少 32 个字符的随机串',
  HUIYIN_ORIGINAL_KEYS: '应写作 编号:32 字节的 base64，多个以逗号分隔，第一个用于新数据',
  HUIYIN_ORIGIN: '应写作 https://域名',
  HUIYIN_ALLOWED_NETWORKS: '应为逗号分隔的网段，例如 10.20.0.0/16',
  HUIYIN_CONTACT: '应为联系方式，3–200 个字符',
  LOG_LEVEL: '应为 trace、debug、info、warn、error 之一',
}

/** The environment, validated once. */
export interface Environment {
  port: number
  host: string
  dataDir: string
  databaseUrl?: string
  redisUrl?: string
  secret?: string
  originalKeys?: string
  origin?: string
  allowedNetworks: string[]
  contact?: string
  logLevel: string
}

/**
 * Reads and checks the environment.
 * @throws InvalidInput naming each wrong variable and what it should be.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const names = Object.keys(Variables.properties) as (keyof typeof meaning)[]
  const given = Object.fromEntries(names.filter((n) => env[n]).map((n) => [n, env[n]]))
  const wrong = schemaProblems(Variables, given).map((problem) => problem.field)
  const fields = [...new Set(wrong)].map((field) => ({
    field,
    message: meaning[field as keyof typeof meaning] ?? '无效',
  }))
  if (fields.length > 0)
    throw new InvalidInput(`环境变量有误：${fields.map((f) => `${f.field} ${f.message}`).join('；')}`, fields)
  const v = given as Static<typeof Variables>
  return {
    port: parsePort(v.PORT ?? '8420'),
    host: v.HUIYIN_HOST ?? '127.0.0.1',
    dataDir: v.HUIYIN_DATA ? resolve(v.HUIYIN_DATA) : join(rootDir, 'data'),
    ...(v.DATABASE_URL ? { databaseUrl: v.DATABASE_URL } : {}),
    ...(v.REDIS_URL ? { redisUrl: v.REDIS_URL } : {}),
    ...(v.HUIYIN_SECRET ? { secret: v.HUIYIN_SECRET } : {}),
    ...(v.HUIYIN_ORIGINAL_KEYS ? { originalKeys: v.HUIYIN_ORIGINAL_KEYS } : {}),
    ...(v.HUIYIN_ORIGIN ? { origin: v.HUIYIN_ORIGIN } : {}),
    allowedNetworks: (v.HUIYIN_ALLOWED_NETWORKS ?? '').split(/[,\s]+/).filter(Boolean),
    ...(v.HUIYIN_CONTACT ? { contact: v.HUIYIN_CONTACT } : {}),
    logLevel: v.LOG_LEVEL ?? 'info',
  }
}

/** @throws InvalidInput unless `text` is a port from 1 to 65535. */
export function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw new InvalidInput(`端口号“${text}”无效，应为 1–65535`, [{ field: 'port', message: '应为 1–65535' }])
  return port
}
