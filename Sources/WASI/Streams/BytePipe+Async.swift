import Platform

extension BytePipe {
  /// Writes all bytes, waiting for room.
  ///
  /// - Parameter bytes: what to write.
  /// - Throws: `WASIError` with code `closed` when nobody will read them; `CancellationError`.
  public func writeAll(_ bytes: some Collection<UInt8> & Sendable) async throws {
    var rest = ArraySlice([UInt8](bytes))
    while !rest.isEmpty {
      let count = try write(rest)
      rest = rest.dropFirst(count)
      if count == 0 { try await wait(.write) }
    }
  }

  /// Reads the bytes that come next, waiting for at least one.
  ///
  /// - Parameter limit: the most bytes to take.
  /// - Returns: the bytes, or `nil` at the end.
  /// - Throws: `CancellationError`.
  public func readNext(atMost limit: Int = .max) async throws -> [UInt8]? {
    while true {
      guard let bytes = read(atMost: Swift.max(1, limit)) else { return nil }
      if !bytes.isEmpty { return bytes }
      try await wait(.read)
    }
  }

  private func wait(_ direction: Direction) async throws {
    var set = WaitSet()
    set.add(Interest(self, direction))
    try await WaitRequest.wait(for: set)
  }
}

extension BytePipe: AsyncSequence {
  /// Some bytes that came together.
  public typealias Element = [UInt8]

  /// Reads a pipe to its end.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let pipe: BytePipe

    /// The next bytes, or `nil` at the end.
    public func next() async throws -> [UInt8]? { try await pipe.readNext() }
  }

  /// Reads the pipe to its end; one reader at a time.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pipe: self) }
}
