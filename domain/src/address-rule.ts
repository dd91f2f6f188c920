import ipaddr from 'ipaddr.js'
import { InvalidInput } from './errors.js'

/** Thrown inside the connection: it becomes the `cause` of what the client throws. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
  constructor(
    readonly host: string,
    readonly address: string,
  ) {
    super(`address ${address} of ${host} is not allowed`)
  }
}

/** RFC 4291 section 2.4: what is routed on the Internet. `::a.b.c.d`, IPv4 in an old dress, is outside of it. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

const isPublic = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(globalUnicast))

export type AddressRule = (address: string) => boolean

/**
 * Which addresses may be reached: public unicast, and what an administrator lists (docs/rules.md §7). IPv4
 * inside IPv6 is judged as the IPv4 it is. One rule for every request that leaves the house: sweeps and messages.
 * @throws InvalidInput for a range that is not CIDR.
 */
export function addressRule(allowedNetworks: readonly string[]): AddressRule {
  const ranges = allowedNetworks.map((cidr) => {
    try {
      return ipaddr.parseCIDR(cidr)
    } catch {
      const message = `不是有效的地址段：${cidr}，应写作 10.20.0.0/16`
      throw new InvalidInput(message, [{ field: 'allowedNetworks', message }])
    }
  })
  return (address) => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    if (isPublic(parsed)) return true
    return ranges.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits))
  }
}

/** The host of a URL without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** One answer of DNS. */
export interface ResolvedAddress {
  address: string
  family: number
}

/** What a client's connection asks a look-up for, and how it is answered: the shapes of `node:dns`. */
export interface LookupWish {
  all?: boolean | undefined
}
type Answered = (error: Error | null, address: string | ResolvedAddress[], family?: number) => void
export type Lookup = (hostname: string, wish: LookupWish, answered: Answered) => void

/**
 * A DNS look-up for `connect` that answers allowed addresses only: what was checked is what is connected to, so
 * a name that flips between two answers gains nothing.
 * @param resolve the look-up of the machine, asked for all addresses.
 */
export function guardedLookup(isAllowed: AddressRule, resolve: Lookup): Lookup {
  return (hostname, wish, answered) => {
    resolve(hostname, { ...wish, all: true }, (error, answer) => {
      if (error) return answered(error, '', 0)
      const addresses = answer as ResolvedAddress[]
      const allowed = addresses.filter(({ address }) => isAllowed(address))
      const [first] = allowed
      if (!first) return answered(new AddressRefused(hostname, addresses[0]?.address ?? ''), '', 0)
      if (wish.all) return answered(null, allowed)
      answered(null, first.address, first.family)
    })
  }
}

/** An address written in the URL is never looked up, so it is checked here. */
export function refuseLiteral(hostname: string, isAllowed: AddressRule): AddressRefused | null {
  const host = bareHost(hostname)
  return ipaddr.isValid(host) && !isAllowed(host) ? new AddressRefused(host, host) : null
}

/** Whether the host is this machine itself. */
export const isLoopback = (hostname: string): boolean => {
  const host = bareHost(hostname)
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback')
}
