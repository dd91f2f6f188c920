import { DomainError } from '@huiyin/domain/errors'
import { startCourier } from './notices/courier.js'
import { buildServer, type ServerOptions } from './server.js'

/** The address is taken by another process. */
export class PortInUse extends DomainError {
  override readonly name = 'PortInUse'
}

export interface StartApiOptions extends ServerOptions {
  port: number
  host: string
}

export interface RunningApi {
  url: string
  /** Ends open streams at once, lets running requests finish, and frees the port. */
  close(): Promise<void>
}

/** @throws PortInUse naming the port and what to do, in Chinese and English. */
export async function startApi({ port, host, ...options }: StartApiOptions): Promise<RunningApi> {
  const app = buildServer(options)
  try {
    const url = await app.listen({ port, host })
    const courier = await startCourier(options, options.log)
    return {
      url,
      close: async () => {
        await courier.close()
        await app.close()
      },
    }
  } catch (error) {
    await app.close()
    throw explain(error as NodeJS.ErrnoException, port, host)
  }
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE')
    return new PortInUse(
      `端口 ${port} 已被其他程序占用：请先停止它，或换一个端口启动，例如 --port ${port + 1}。` +
        ` Port ${port} is already in use: stop the other program or choose another port with --port ${port + 1}.`,
      { port },
    )
  if (error.code === 'EACCES')
    return new PortInUse(
      `没有权限使用端口 ${port}：请用 --port 换一个 1024 以上的端口。` +
        ` No permission to listen on port ${port}: choose one above 1024 with --port.`,
      { port },
    )
  if (error.code === 'EADDRNOTAVAIL')
    return new PortInUse(`本机没有地址 ${host}。 This machine has no address ${host}.`, { host })
  return error
}
