import { BlockList, isIP } from 'node:net';

/** A set of IP addresses and CIDR ranges. */
export class AddressRanges {
  private readonly members = new BlockList();

  constructor(readonly ranges: readonly string[]) {
    for (const range of ranges) this.add(range);
  }

  has(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.members.check(address, familyOf(version));
  }

  private add(range: string): void {
    const [address = '', bits] = range.split('/');
    const version = isIP(address);
    if (version === 0 || !isPrefix(bits, version === 4 ? 32 : 128))
      throw new Error(`"${range}" is neither an IP address nor a CIDR range.`);
    if (bits === undefined) this.members.addAddress(address, familyOf(version));
    else this.members.addSubnet(address, Number(bits), familyOf(version));
  }
}

function isPrefix(bits: string | undefined, max: number): boolean {
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= max);
}

function familyOf(version: number): 'ipv4' | 'ipv6' {
  return version === 4 ? 'ipv4' : 'ipv6';
}
