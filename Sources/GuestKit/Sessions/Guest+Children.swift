public import CapnProto
public import CapnProtoRPC

extension Guest {
  /// Starts a child process from a binary.
  ///
  /// - Parameters:
  ///   - bytecode: the binary.
  ///   - arguments: what the child finds as its arguments.
  ///   - session: what it may reach; nothing by default.
  /// - Returns: the child, which can be called at once; calls fail if it could not be started.
  public func spawn(
    bytecode: [UInt8], arguments: [String] = [], session: Session = Session()
  ) -> ProcessSchema.Process.Client {
    self.session.executor.exec { params in
      params.setBytecode(bytecode)
      params.ppid = pid
      session.write(to: params.initSession())
      let list = params.initArgs(count: arguments.count)
      for index in arguments.indices { list.set(index, arguments[index]) }
    }.process
  }

  /// Starts a child process from a binary in the executor's cache.
  ///
  /// - Parameters:
  ///   - contentID: the content id of the binary; by default that of this process itself.
  ///   - arguments: what the child finds as its arguments.
  ///   - session: what it may reach; nothing by default.
  /// - Returns: the child, which can be called at once; calls fail if it could not be started.
  public func spawn(
    contentID: [UInt8]? = nil, arguments: [String] = [], session: Session = Session()
  ) -> ProcessSchema.Process.Client {
    self.session.executor.execCached { params in
      params.setCid(contentID ?? self.contentID)
      params.ppid = pid
      session.write(to: params.initSession())
      let list = params.initArgs(count: arguments.count)
      for index in arguments.indices { list.set(index, arguments[index]) }
    }.process
  }

  /// The executor's cache of binaries.
  public var bytecodeCache: ProcessSchema.BytecodeCache.Client {
    session.executor.bytecodeCache().cache
  }
}

extension OutgoingCall where Results == SessionSchema.Executor.ExecResults {
  /// The process that the call starts, to be called at once.
  public var process: ProcessSchema.Process.Client { .init(pipeline([0])) }
}

extension OutgoingCall where Results == SessionSchema.Executor.ExecCachedResults {
  /// The process that the call starts, to be called at once.
  public var process: ProcessSchema.Process.Client { .init(pipeline([0])) }
}

extension OutgoingCall where Results == SessionSchema.Executor.BytecodeCacheResults {
  /// The cache, to be called at once.
  public var cache: ProcessSchema.BytecodeCache.Client { .init(pipeline([0])) }
}

extension OutgoingCall where Results == CapStoreSchema.CapStore.GetResults {
  /// The capability that was stored, to be called at once.
  public var cap: AnyClient { .init(pipeline([0])) }
}
