import Platform
import Synchronization
public import WebAssembly

/// Bytecode by content identifier, and the modules made of it.
///
/// A module is decoded once and shared by all processes that run it. What the cache holds is bounded
/// by bytes; beyond the bound what was used least recently goes, and never what runs. A store on
/// disk, if there is one, keeps what went and what earlier runs of the program put in.
public final class BytecodeCache: Sendable {
  /// What a cache is made with.
  public struct Configuration: Sendable {
    /// The most bytes it holds in memory: bytecode, and what decoding and translating it took. What
    /// the programs that run translate as they go counts when they end.
    public var byteLimit = 512 << 20
    /// A directory of the host's to keep content in; none by default.
    public var directory: String?
    /// The most bytes of content in the directory; the oldest goes first.
    public var diskByteLimit = 4 << 30
    /// How modules are checked and translated. They are metered by default, so that processes have
    /// limits on fuel and listings show what they used.
    public var module = ModuleConfiguration(isMetered: true)

    /// The defaults: half a gigabyte in memory, nothing on disk.
    public init() {}
  }

  /// How it was made.
  public let configuration: Configuration
  private let table: Guarded<CacheTable<CachedContent>>
  private let disk: DiskStore?
  private let decodings = Atomic(0)
  /// Where decoding runs: it holds a thread for as long as it takes, so not one of the pool's.
  private let workers = BlockingPool(threadCount: 2)

  /// A cache.
  ///
  /// - Parameter configuration: its bounds.
  /// - Throws: `StoreError` when the directory can't be used.
  public init(_ configuration: Configuration) throws(StoreError) {
    self.configuration = configuration
    table = Guarded(CacheTable(byteLimit: configuration.byteLimit))
    disk = try configuration.directory.map { (path) throws(StoreError) in
      try DiskStore(path: path, byteLimit: configuration.diskByteLimit)
    }
  }

  /// A cache in memory alone.
  ///
  /// - Parameters:
  ///   - byteLimit: the most bytes it holds.
  ///   - module: how modules are checked and translated.
  public init(
    byteLimit: Int = 512 << 20,
    module: ModuleConfiguration = ModuleConfiguration(isMetered: true)
  ) {
    var configuration = Configuration()
    configuration.byteLimit = byteLimit
    configuration.module = module
    self.configuration = configuration
    table = Guarded(CacheTable(byteLimit: byteLimit))
    disk = nil
  }

  /// The bytes it holds in memory, as far as counted.
  public var byteCount: Int { table.withLock { $0.byteCount } }

  /// How many contents it holds in memory.
  public var count: Int { table.withLock { $0.count } }

  /// How often reading from or writing to the disk failed, or found content that is not what its
  /// name says. The cache goes on without it.
  public var diskFailureCount: Int { disk?.failureCount ?? 0 }

  /// How often it decoded a module.
  public var decodingCount: Int { decodings.load(ordering: .relaxed) }

  /// Puts content in; anything, as it is looked at only when it is to run.
  ///
  /// - Parameter bytes: the content.
  /// - Returns: its identifier.
  /// - Throws: `CacheError` with code `tooLarge` or `full`.
  /// - Complexity: linear in the number of bytes, on a thread of its own.
  public func put(_ bytes: [UInt8]) async throws(CacheError) -> ContentID {
    let outcome: Result<ContentID, CacheError> = await onWorker {
      Result { () throws(CacheError) in try self.putBlocking(bytes) }
    }
    return try outcome.get()
  }

  /// The content of an identifier.
  ///
  /// - Parameter id: the identifier.
  /// - Returns: the bytes, or `nil` when they are not there.
  public func get(_ id: ContentID) async -> [UInt8]? {
    if let content = table.withLock({ $0.use(id) }) { return content.bytes }
    guard disk != nil else { return nil }
    return await onWorker { self.restore(id)?.bytes }
  }

  /// Whether the content of an identifier is there.
  ///
  /// - Parameter id: the identifier.
  /// - Returns: whether it is in memory or on disk.
  public func has(_ id: ContentID) async -> Bool {
    if table.withLock({ $0.use(id) }) != nil { return true }
    guard let disk else { return false }
    return await onWorker { disk.has(id) }
  }

  /// Whether the content is in memory, or might be on disk.
  func mayHave(_ id: ContentID) -> Bool {
    disk != nil || table.withLock { $0.peek(id) != nil }
  }

  // MARK: On a worker

  private func onWorker<R: Sendable>(_ body: @escaping @Sendable () -> R) async -> R {
    await withCheckedContinuation { continuation in
      workers.run { continuation.resume(returning: body()) }
    }
  }

  private func putBlocking(_ bytes: [UInt8]) throws(CacheError) -> ContentID {
    let id = ContentID(of: bytes)
    try keep(id, bytes)
    disk?.write(id, bytes)
    return id
  }

  /// Has the content in memory.
  @discardableResult
  private func keep(_ id: ContentID, _ bytes: [UInt8]) throws(CacheError) -> CachedContent {
    let content = CachedContent(id: id, bytes: bytes)
    let byteCount = content.byteCount
    guard byteCount <= configuration.byteLimit else {
      throw CacheError(
        .tooLarge, "\(bytes.count) bytes, the cache holds \(configuration.byteLimit)")
    }
    // What goes is freed after the lock is.
    let (kept, evicted): (CachedContent?, [CachedContent]) = table.withLock { table in
      if let existing = table.use(id) { return (existing, []) }
      let evicted = table.insert(id, content, byteCount: byteCount)
      return (evicted == nil ? nil : content, evicted ?? [])
    }
    withExtendedLifetime(evicted) {}
    guard let kept else {
      throw CacheError(.full, "no room for \(bytes.count) bytes beside what runs")
    }
    return kept
  }

  /// Brings content back from disk.
  private func restore(_ id: ContentID) -> CachedContent? {
    if let content = table.withLock({ $0.use(id) }) { return content }
    guard let bytes = disk?.read(id) else { return nil }
    return (try? keep(id, bytes)) ?? CachedContent(id: id, bytes: bytes)
  }
}

extension BytecodeCache {
  /// A module that was decoded before, kept for as long as the result lives.
  package func pinned(_ id: ContentID) -> PinnedModule? {
    // Both locks are held together here only, always in this order.
    let loaded: LoadedModule? = table.withLock { table in
      guard let content = table.peek(id), case .ready(let loaded) = content.state.withLock({ $0 })
      else { return nil }
      return table.pin(id) == nil ? nil : loaded
    }
    return loaded.map { PinnedModule(pinned: $0, in: self) }
  }

  /// What is to run.
  package enum Source: Sendable {
    case cached(ContentID)
    case bytes([UInt8])
  }

  /// Decodes a module on a thread of its own, unless that has been done; many that ask at the same
  /// time share one decoding.
  ///
  /// - Parameters:
  ///   - source: what to load; bytes are put in.
  ///   - completion: called once, on an unspecified thread.
  package func load(
    _ source: Source,
    _ completion: @escaping @Sendable (Result<PinnedModule, CacheError>) -> Void
  ) {
    if case .cached(let id) = source, let module = pinned(id) {
      return completion(.success(module))
    }
    workers.run {
      do throws(CacheError) {
        switch source {
        case .cached(let id):
          guard let content = self.restore(id) else {
            throw CacheError(.unknownContent, "nothing in the cache is \(id)")
          }
          self.load(content, completion)
        case .bytes(let bytes):
          let id = try self.putBlocking(bytes)
          guard let content = self.restore(id) else {
            throw CacheError(.full, "content was pushed out before it ran")
          }
          self.load(content, completion)
        }
      } catch {
        completion(.failure(error))
      }
    }
  }

  private func load(
    _ content: CachedContent,
    _ completion: @escaping @Sendable (Result<PinnedModule, CacheError>) -> Void
  ) {
    enum Next { case decode, wait, fail(CacheError), finish }
    let next: Next = content.state.withLock { state in
      switch state {
      case .bytes:
        state = .loading([completion])
        return .decode
      case .loading(let waiting):
        state = .loading(waiting + [completion])
        return .wait
      case .invalid(let error): return .fail(error)
      case .ready: return .finish
      }
    }
    switch next {
    case .wait: break
    case .fail(let error): completion(.failure(error))
    case .finish: completion(pin(content))
    case .decode:
      let state = decode(content)
      let waiting = content.state.withLock { current in
        defer { current = state }
        if case .loading(let waiting) = current { return waiting }
        return []
      }
      for completion in waiting { completion(pin(content)) }
    }
  }

  private func decode(_ content: CachedContent) -> CachedContent.State {
    decodings.add(1, ordering: .relaxed)
    do throws(ModuleError) {
      let module = try Module(bytes: content.bytes, configuration: configuration.module)
      module.translateLargeFunctions()
      return .ready(LoadedModule(id: content.id, module: module))
    } catch {
      return .invalid(CacheError(.invalidModule, "\(error)", error))
    }
  }

  /// Pins content that was decoded, counting what that took.
  private func pin(_ content: CachedContent) -> Result<PinnedModule, CacheError> {
    switch content.state.withLock({ $0 }) {
    case .invalid(let error): return .failure(error)
    case .bytes, .loading:
      return .failure(CacheError(.unknownContent, "nothing in the cache is \(content.id)"))
    case .ready(let loaded):
      let byteCount = content.byteCount
      let (isPinned, evicted): (Bool, [CachedContent]) = table.withLock { table in
        var evicted: [CachedContent] = []
        if table.peek(content.id) == nil {
          // Pushed out while it was decoded.
          guard let gone = table.insert(content.id, content, byteCount: byteCount) else {
            return (false, [])
          }
          evicted = gone
        }
        _ = table.pin(content.id)
        let (gone, fits) = table.resize(content.id, byteCount: byteCount)
        if !fits { table.unpin(content.id) }
        return (fits, evicted + gone)
      }
      withExtendedLifetime(evicted) {}
      if isPinned { return .success(PinnedModule(pinned: loaded, in: self)) }
      _ = table.withLock { $0.remove(content.id) }
      return .failure(CacheError(.full, "no room for the module beside what runs"))
    }
  }

  /// A process that ran the module has ended.
  func unpin(_ id: ContentID) {
    let content = table.withLock { $0.peek(id) }
    let byteCount = content?.byteCount ?? 0
    let evicted = table.withLock { table in
      let evicted = content == nil ? [] : table.resize(id, byteCount: byteCount).evicted
      table.unpin(id)
      return evicted
    }
    withExtendedLifetime(evicted) {}
  }
}
