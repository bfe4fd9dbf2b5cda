import WebAssembly

/// What a guest has of the world: the state of WASI for one store.
///
/// Attach it to the store whose instances import `WASI.imports`. It belongs to the store and is used
/// by its owner only.
public final class WASIContext {
  let arguments: GuestStrings
  let environment: GuestStrings
  let clocks: any WASIClocks
  let randomness: any WASIRandomness
  package let limits: WASILimits
  package var descriptors: DescriptorTable
  /// Bytes copied for the guest and not charged yet.
  private var uncharged = 0

  /// Opens what a configuration grants.
  ///
  /// - Parameter configuration: what the guest gets.
  /// - Throws: `WASIError` when something of it can't be had.
  public init(_ configuration: WASIConfiguration) throws(WASIError) {
    limits = configuration.limits
    arguments = try GuestStrings(configuration.arguments, limit: limits.argumentByteCount)
    var environment: [String] = []
    for variable in configuration.environment {
      environment.append(variable.name + "=" + variable.value)
    }
    self.environment = try GuestStrings(environment, limit: limits.argumentByteCount)
    clocks = configuration.clocks
    randomness = configuration.randomness
    descriptors = DescriptorTable(limit: limits.descriptorCount)
    try open(configuration)
  }

  /// The context of the calling guest's store.
  static func of(_ caller: borrowing Caller) throws(Trap) -> WASIContext {
    guard let context = caller.store.attached(WASIContext.self) else {
      throw Trap(.hostError, detail: "no WASIContext is attached to the store")
    }
    return context
  }

  /// Notes bytes copied for the guest.
  func charge(_ byteCount: Int) { uncharged += byteCount }

  /// The bytes noted since the last time.
  func takeCharge() -> Int {
    defer { uncharged = 0 }
    return uncharged
  }

  /// Closes everything the guest has open, as the end of a process does.
  public func closeAll() { descriptors.removeAll() }
}

/// Arguments or environment variables in the form a guest gets them.
struct GuestStrings {
  /// Each with its final zero.
  let strings: [[UInt8]]
  let byteCount: Int

  init(_ texts: [String], limit: Int) throws(WASIError) {
    var strings: [[UInt8]] = []
    var count = 0
    for text in texts {
      var bytes = [UInt8](text.utf8)
      for byte in bytes where byte == 0 {
        throw WASIError(.arguments, "an argument or environment variable contains a zero byte")
      }
      bytes.append(0)
      count += bytes.count
      strings.append(bytes)
    }
    guard count <= limit, strings.count <= limit else {
      throw WASIError(.arguments, "\(count) bytes of arguments or environment, limit \(limit)")
    }
    self.strings = strings
    byteCount = count
  }
}
