const NODE = /^0[23][0-9a-f]{64}$/

/** Where a reply goes: a Lightning address as it is, a node by the ends of its key. */
export function Recipient({ of }: { of: string }) {
  const isNode = NODE.test(of)
  return (
    <bdi className="breaks" title={isNode ? of : undefined}>
      {isNode ? `${of.slice(0, 10)}…${of.slice(-6)}` : of}
    </bdi>
  )
}
