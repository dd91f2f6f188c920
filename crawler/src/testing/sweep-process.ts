import type { SourceId } from '@huiyin/domain/ids'
import { openStore } from '@huiyin/store/store'
import { pino } from 'pino'
import { openEgress } from '../egress/egress.js'
import { sweepSource } from '../sweep.js'
import { loopbackConfig } from './loopback-config.js'

// A process that sweeps one source and may be killed in the middle of it: `node sweep-process.js DATABASE_URL SOURCE`.
const [databaseUrl = '', sourceId = ''] = process.argv.slice(2)
const clock = { now: () => new Date('2026-03-02T09:00:00+08:00') }
const log = pino({ level: 'silent' })
const store = await openStore({ databaseUrl, clock, log, max: 3 })
const egress = openEgress(loopbackConfig)
await sweepSource(sourceId as SourceId, { store, egress, config: loopbackConfig, clock, log })
