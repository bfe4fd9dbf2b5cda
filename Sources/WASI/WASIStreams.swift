package import Platform

/// Where a guest's standard input comes from.
public struct WASIInput: Sendable {
  let open: @Sendable () throws(WASIError) -> (any ByteObject)?

  /// Not open: reading fails with "bad descriptor".
  public static let closed = WASIInput { () throws(WASIError) in nil }

  /// At its end from the start.
  public static let empty = bytes([])

  /// The host's own standard input, shared as it is.
  public static let inherited = WASIInput { () throws(WASIError) in
    HostStream.inherited(0, rights: Rights.stream.subtracting(.fdWrite))
  }

  /// These bytes, then the end.
  public static func bytes(_ bytes: [UInt8]) -> WASIInput {
    WASIInput { () throws(WASIError) in BytesStream(bytes) }
  }

  /// This text in UTF-8, then the end.
  public static func text(_ text: String) -> WASIInput { bytes([UInt8](text.utf8)) }

  /// What comes out of a pipe; the guest waits while it is empty.
  ///
  /// One guest reads a pipe; its end closes the pipe.
  public static func pipe(_ pipe: BytePipe) -> WASIInput {
    WASIInput { () throws(WASIError) in PipeReader(pipe) }
  }

  /// The elements of an asynchronous sequence; the guest waits for the next one.
  ///
  /// It is read no further ahead than a pipe holds. Its failure ends the input.
  public static func sequence<S: AsyncSequence & Sendable>(
    _ sequence: S
  ) -> WASIInput where S.Element == [UInt8] {
    WASIInput { () throws(WASIError) in SequenceStream(sequence) }
  }

  /// An open descriptor of the host's.
  package static func descriptor(_ descriptor: SharedDescriptor) -> WASIInput {
    WASIInput { () throws(WASIError) in
      HostStream.inherited(descriptor, rights: Rights.stream.subtracting(.fdWrite))
    }
  }
}

/// Where a guest's standard output or standard error goes.
public struct WASIOutput: Sendable {
  /// Told which descriptor of the host's would be inherited.
  let open: @Sendable (Int32) throws(WASIError) -> (any ByteObject)?

  /// Not open: writing fails with "bad descriptor".
  public static let closed = WASIOutput { _ throws(WASIError) in nil }

  /// Taken and forgotten.
  public static let discarded = handler { _ in }

  /// The host's own standard output or standard error, shared as it is.
  ///
  /// The signal of a broken pipe is ignored from then on, unless the program handles it.
  public static let inherited = WASIOutput { number throws(WASIError) in
    HostStream.inherited(number, rights: Rights.stream.subtracting(.fdRead))
  }

  /// Kept in memory up to a limit.
  public static func collected(_ output: CollectedOutput) -> WASIOutput {
    WASIOutput { _ throws(WASIError) in CollectingStream(output) }
  }

  /// Put into a pipe; the guest waits while it is full.
  ///
  /// The end of the guest finishes the pipe.
  public static func pipe(_ pipe: BytePipe) -> WASIOutput {
    WASIOutput { _ throws(WASIError) in PipeWriter(pipe) }
  }

  /// Handed to a closure as it is written, on the thread that runs the guest.
  public static func handler(_ handler: @escaping @Sendable ([UInt8]) -> Void) -> WASIOutput {
    WASIOutput { _ throws(WASIError) in HandlerStream(handler) }
  }

  /// An open descriptor of the host's.
  package static func descriptor(_ descriptor: SharedDescriptor) -> WASIOutput {
    WASIOutput { _ throws(WASIError) in
      HostStream.inherited(descriptor, rights: Rights.stream.subtracting(.fdRead))
    }
  }
}

extension HostStream {
  static func inherited(_ number: Int32, rights: Rights) -> (any ByteObject)? {
    inherited(SharedDescriptor(FileDescriptor(unowned: number)), rights: rights)
  }

  /// A descriptor that is shared with other processes, so that its flags stay as they are.
  ///
  /// - Returns: `nil` when it is not open.
  static func inherited(_ shared: SharedDescriptor, rights: Rights) -> (any ByteObject)? {
    guard let status = try? shared.descriptor.status() else { return nil }
    switch status.kind {
    case .regularFile, .blockDevice:
      var rights = rights.union([.fdSeek, .fdTell, .fdAdvise])
      if rights.contains(.fdWrite) { rights.formUnion([.fdAllocate, .fdFilestatSetSize]) }
      return HostFile(shared, rights: rights, isInherited: true)
    default:
      return HostStream(shared, kind: status.kind, isNonblocking: false, rights: rights)
    }
  }
}
