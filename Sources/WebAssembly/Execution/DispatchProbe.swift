// swift-format-ignore-file: AlwaysUseLowerCamelCase
/// How handlers reach each other, as seen from native stack addresses.
package enum Dispatch: String, Sendable {
  /// Each returns to a loop that calls the next.
  case loop = "driver loop"
  /// Each jumps to the next: one call runs them all, on one native frame.
  case threaded
  /// Each calls the next, so that a long program would overflow the native stack.
  case nested = "nested calls"

  /// Runs a few handlers that look where they are.
  ///
  /// - Returns: what they saw, whatever the build thinks it is.
  package static func observe() -> Dispatch {
    let count = 64
    // The code: so many probes, then a handler that returns. Probes read no operands.
    let code = UnsafeMutablePointer<UInt>.allocate(capacity: count + 1)
    let seen = UnsafeMutablePointer<UInt>.allocate(capacity: count)
    defer {
      code.deallocate()
      seen.deallocate()
    }
    code.initialize(repeating: address(gh_probe), count: count)
    code[count] = address(gh_probeEnd)
    seen.initialize(repeating: 0, count: count)
    // Only plain fields of it are written, where there is a loop.
    let context = UnsafeMutableRawPointer.allocate(
      byteCount: MemoryLayout<ExecutionContext>.size,
      alignment: MemoryLayout<ExecutionContext>.alignment)
    defer { context.deallocate() }
    let handler = unsafeBitCast(code[0], to: HandlerFunction.self)
    handler(Code(code), context, 0, context, Base(seen), 0, 0)
    let addresses = (0..<count).map { seen[$0] }.prefix { $0 != 0 }
    if addresses.count == 1 { return .loop }
    let isOne = addresses.count == count && addresses.allSatisfy { $0 == addresses[0] }
    return isOne ? .threaded : .nested
  }
}

/// Notes its native stack address in the list at `m`, at the position that `a` counts.
@c func gh_probe(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  note(m + 8 * Int(truncatingIfNeeded: a))
  return next(p + 8, f, a &+ 1, x, m, n, d)
}

@c func gh_probeEnd(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {}

/// Notes where its own frame is; a handler that let a local's address escape could not jump on.
@inline(never)
private func note(_ place: UnsafeMutableRawPointer) {
  var local: UInt = 0
  withUnsafeMutablePointer(to: &local) {
    place.storeBytes(of: UInt(bitPattern: $0), as: UInt.self)
  }
}
