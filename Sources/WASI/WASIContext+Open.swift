extension WASIContext {
  /// Opens what a configuration grants, in the order guests expect.
  func open(_ configuration: WASIConfiguration) throws(WASIError) {
    let streams = [
      try configuration.standardInput.open(), try configuration.standardOutput.open(1),
      try configuration.standardError.open(2),
    ]
    for stream in streams {
      if let stream {
        try insert(Descriptor(.bytes(stream), flags: stream.flags))
      } else {
        descriptors.reserve()
      }
    }
    if configuration.directoriesFirst { try openDirectories(configuration.directories) }
    for socket in configuration.sockets { try insert(socket.open()) }
    if !configuration.directoriesFirst { try openDirectories(configuration.directories) }
  }

  private func openDirectories(_ directories: [WASIDirectory]) throws(WASIError) {
    for grant in directories {
      let path = [UInt8](grant.guestPath.utf8)
      guard !path.isEmpty, path.count <= limits.pathByteCount, !path.contains(0) else {
        throw WASIError(.directory, "a guest path is empty, too long or has a zero byte")
      }
      try insert(
        Descriptor(
          .directory(try grant.open()), inheriting: .all,
          isReadOnly: grant.access == .readOnly, guestPath: path))
    }
  }

  private func insert(_ descriptor: Descriptor) throws(WASIError) {
    do throws(Errno) {
      try descriptors.insert(descriptor)
    } catch {
      throw WASIError(.system, "more grants than the descriptor limit allows")
    }
  }
}
