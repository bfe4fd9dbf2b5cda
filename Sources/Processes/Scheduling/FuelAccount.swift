/// How much fuel a process gets at a time: a pure state machine with times passed in.
///
/// A limit per second is a bucket that fills steadily up to a tenth of a second's worth. For a
/// stretch of code that takes more at once than the bucket holds, several are saved up in the call.
struct FuelAccount: Sendable {
  /// What to do when a call ran out of what it was given.
  enum Outcome: Sendable, Hashable {
    /// Give it so much.
    case give(UInt64)
    /// Nothing to give before this time.
    case waitUntil(UInt64)
    /// It has used all it may use.
    case exhausted
  }

  private let rate: UInt64?
  private let capacity: Int64
  /// What may still be given in all.
  private var rest: UInt64
  private let isUnlimited: Bool
  private var bucket: Int64
  private var filledAt: UInt64

  init(limit: UInt64?, perSecond rate: UInt64?, at now: UInt64) {
    self.rate = rate.map { max(1, $0) }
    isUnlimited = limit == nil
    rest = limit ?? .max
    capacity = Int64(clamping: max(1, (rate ?? 0) / 10))
    bucket = capacity
    filledAt = now
  }

  /// What to give to a call that has not enough.
  ///
  /// - Parameter now: the time in nanoseconds.
  mutating func ask(at now: UInt64) -> Outcome {
    if rest == 0 { return .exhausted }
    guard let rate else { return take(rest) }
    fill(rate, at: now)
    if bucket > 0 { return take(UInt64(bucket)) }
    // Until the bucket is half full, so that it is not woken for a handful of operators.
    let missing = UInt64(capacity / 2 - bucket) + 1
    let (product, overflow) = missing.multipliedReportingOverflow(by: 1_000_000_000)
    let wait = overflow ? UInt64.max / 2 : product / rate + 1
    let (time, late) = now.addingReportingOverflow(wait)
    return .waitUntil(late ? .max : time)
  }

  private mutating func take(_ amount: UInt64) -> Outcome {
    let amount = min(amount, rest)
    if !isUnlimited { rest -= amount }
    if rate != nil { bucket -= Int64(clamping: amount) }
    return .give(isUnlimited && rate == nil ? .max : amount)
  }

  private mutating func fill(_ rate: UInt64, at now: UInt64) {
    guard now > filledAt else { return }
    let elapsed = now - filledAt
    // Beyond a second it is full whatever the rate.
    let (product, overflow) = rate.multipliedReportingOverflow(by: min(elapsed, 1_000_000_000))
    let gain = overflow ? UInt64(capacity) : product / 1_000_000_000
    // What is too little to count is left to the next time.
    guard gain > 0 else { return }
    let (sum, full) = bucket.addingReportingOverflow(Int64(clamping: gain))
    bucket = full ? capacity : min(capacity, sum)
    filledAt = now
  }

  /// Takes back what a call did not use.
  mutating func giveBack(_ left: UInt64) {
    if !isUnlimited {
      let (sum, overflow) = rest.addingReportingOverflow(left)
      rest = overflow ? .max : sum
    }
    if rate != nil {
      let (sum, overflow) = bucket.addingReportingOverflow(Int64(clamping: left))
      bucket = overflow ? capacity : min(capacity, sum)
    }
  }
}
