declare module 'pino-roll' {
  import type { Writable } from 'node:stream'

  interface RollOptions {
    file: string
    extension?: string
    size?: string
    limit?: { count: number }
    mkdir?: boolean
  }
  /** Opens a file stream that starts a new numbered file when the current one is full. */
  export default function roll(options: RollOptions): Promise<Writable>
}
