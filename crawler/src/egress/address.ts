import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { InvalidInput } from '@huiyin/domain/errors'
import ipaddr from 'ipaddr.js'

/** Thrown inside the connection: it becomes the `cause` of what undici throws. */
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
 * inside IPv6 is judged as the IPv4 it is.
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

/**
 * A DNS look-up for `connect` that answers allowed addresses only: what was checked is what is connected to, so
 * a name that flips between two answers gains nothing.
 */
export function guardedLookup(isAllowed: AddressRule, resolve: typeof dnsLookup = dnsLookup): LookupFunction {
  return (hostname, options, callback) => {
    const wanted: LookupOptions = { ...options, all: true }
    resolve(hostname, wanted, (error, answer) => {
      if (error) return callback(error, '', 0)
      const addresses = answer as LookupAddress[]
      const allowed = addresses.filter(({ address }) => isAllowed(address))
      const [first] = allowed
      if (!first) return callback(new AddressRefused(hostname, addresses[0]?.address ?? ''), '', 0)
      if (options.all) return callback(null, allowed)
      callback(null, first.address, first.family)
    })
  }
}

/** An address written in the URL is never looked up, so it is checked here. */
export function refuseLiteral(hostname: string, isAllowed: AddressRule): AddressRefused | null {
  const host = bareHost(hostname)
  return isIP(host) !== 0 && !isAllowed(host) ? new AddressRefused(host, host) : null
}

/** Whether the host is this machine itself. */
export const isLoopback = (hostname: string): boolean => {
  const host = bareHost(hostname)
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback')
}
