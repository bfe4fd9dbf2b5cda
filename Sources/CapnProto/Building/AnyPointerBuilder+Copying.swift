extension AnyPointerBuilder {
  /// Puts a copy of what another pointer leads to behind this one.
  ///
  /// - Parameter source: The pointer, of this or another message.
  /// - Throws: If what it leads to is malformed, or a limit of its message is reached. This pointer is null then.
  public func set(_ source: AnyPointerReader) throws(CapnProtoError) {
    if source.arena === arena {
      let detour = MessageBuilder()
      try detour.root.set(source)
      return try set(detour.root.asReader)
    }
    try copying { copier throws(CapnProtoError) in try copier.copy(source, to: self, 0) }
  }

  /// Puts a copy of a struct behind the pointer.
  ///
  /// - Parameter source: The struct, of this or another message.
  /// - Throws: If it is malformed, or a limit of its message is reached. The pointer is null then.
  public func set(_ source: StructReader) throws(CapnProtoError) {
    if source.arena === arena {
      let detour = MessageBuilder()
      try detour.root.set(source)
      return try set(detour.root.asReader)
    }
    try copying { copier throws(CapnProtoError) in try copier.copy(source, to: self, 0) }
  }

  /// Puts a copy of a list behind the pointer.
  ///
  /// - Parameter source: The list, of this or another message.
  /// - Throws: If it is malformed, or a limit of its message is reached. The pointer is null then.
  public func set(_ source: ListReader) throws(CapnProtoError) {
    if source.arena === arena {
      let detour = MessageBuilder()
      try detour.root.set(source)
      return try set(detour.root.asReader)
    }
    try copying { copier throws(CapnProtoError) in try copier.copy(source, to: self, 0) }
  }

  private func copying(
    _ body: (borrowing Copier) throws(CapnProtoError) -> Void
  ) throws(CapnProtoError) {
    clear()
    do { try body(Copier(canonical: false)) } catch {
      clear()
      throw error
    }
  }
}

extension StructBuilder {
  /// Makes every field what it is in another struct. Fields that this one is too short for are left out.
  ///
  /// - Parameter source: The struct, of this or another message.
  /// - Throws: If it is malformed, or a limit of its message is reached.
  public func copy(from source: StructReader) throws(CapnProtoError) {
    if source.arena === arena {
      let detour = MessageBuilder()
      try detour.root.set(source)
      return try copy(from: detour.root.asReader.structure())
    }
    try Copier(canonical: false).copyFields(source, to: self, 0)
  }
}
