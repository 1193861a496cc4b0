/** The tuple and hook of a packet line that looks for the other lines of its record. */
export interface PacketLine {
  seq: number;
  hook: number;
  src: number;
  sport: number;
  dst: number;
  dport: number;
  skb: number;
}
