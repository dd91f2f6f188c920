import type { Clock } from '@huiyin/domain/clock'
import type { Logger } from 'pino'
export interface DemoWeb {
  url: string
  port: number
  close(): Promise<void>
}
export interface DemoWebOptions {
  /** 0 or left out: any free port. */
  port?: number
  /** The zero of `afterSeconds`. Keep it across restarts, or the posts begin anew under new dates. */
  startedAt: Date
  clock: Clock
  log: Pick<Logger, 'info' | 'error'>
}
/** Serves the fictional county's five sites to this machine only; posts appear as the clock passes their time. */
export declare function startDemoWeb({ port, startedAt, clock, log }: DemoWebOptions): Promise<DemoWeb>
