/// The ids, ordinals and layouts that guests of the reference system depend on.
///
/// One line for each declaration: the file without its ending, the name, the id, the size as
/// `data bytes/pointers` for structs, and the members with their places.
enum WireTable {
  static let files: [(name: String, id: UInt64)] = [
    ("process", 0x9a51_e531_7727_7763), ("session", 0xe827_06a7_72b0_927b),
    ("capstore", 0xbbe2_2aa2_756d_2943), ("cluster", 0xfcf6_ac08_e448_a6ac),
    ("channel", 0x872a_451f_9aa7_4ebf), ("pubsub", 0xf9d8_a018_0405_d9ed),
    ("anchor", 0xefb5_a91f_96d4_4de3), ("raft", 0x8dcf_a60b_5284_4164),
    ("http", 0xbb59_054b_a43c_3861),
  ]

  /// Structs: name, id, data bytes, pointers, and `name type place` of the fields. A place is a
  /// bit of the data section or `p` and a pointer; `=n` is a union's tag value.
  static let structs: [(name: String, id: UInt64, data: Int, pointers: Int, fields: String)] = [
    (
      "process.Info", 0xc315_3fa5_a13d_8a26, 16, 2,
      "pid UInt32 0, ppid UInt32 32, cid Data p0, argv List(Text) p1, time Int64 64"
    ),
    (
      "session.Session", 0xc655_21f1_86b6_e059, 8, 6,
      "local.peer Text p0, local.server UInt64 0, local.host Text p1, view View p2,"
        + " exec Executor p3, capStore CapStore p4, extra List(Extra) p5"
    ),
    (
      "session.Session.Extra", 0xb6ea_d801_27ea_2fdd, 0, 2,
      "name Text p0, client Capability p1"
    ),
    (
      "cluster.Heartbeat", 0xa974_7107_9836_f720, 16, 2,
      "ttl UInt32 0, server UInt64 64, host Text p0, meta List(Text) p1"
    ),
    (
      "cluster.View.Selector", 0xb202_9ff7_b712_d18a, 8, 1,
      "tag 0, all Void 0 =0, match Index p0 =1, from Index p0 =2"
    ),
    (
      "cluster.View.Constraint", 0xab13_3d20_62f6_cc53, 16, 1,
      "tag 64, limit UInt64 0 =0, to Index p0 =1"
    ),
    (
      "cluster.View.Index", 0xcc2d_04cc_26d4_f6a5, 8, 1,
      "tag 16, prefix Bool 0, peer Text p0 =0, server Data p0 =1, host Text p0 =2,"
        + " meta Text p0 =3"
    ),
    (
      "cluster.View.Record", 0xcdcf_42be_b253_7d20, 16, 2,
      "peer Text p0, server UInt64 0, seq UInt64 64, heartbeat Heartbeat p1"
    ),
    (
      "cluster.View.MaybeRecord", 0xd6a4_f298_bc0e_2304, 8, 1,
      "tag 0, nothing Void 0 =0, just Record p0 =1"
    ),
    ("anchor.Child", 0xc718_781c_b255_3199, 0, 2, "anchor Anchor p0, name Text p1"),
    ("raft.Item", 0xae46_2da6_618b_7135, 0, 2, "key Data p0, value Data p1"),
    ("http.Header", 0xaa60_7977_b7d3_ba04, 0, 2, "key Text p0, value Text p1"),
    (
      "http.Response", 0xf9b7_d439_33d5_5000, 8, 2,
      "status UInt32 0, body Data p0, error Text p1"
    ),
  ]

  /// Interfaces: name, id, superclasses, and the methods in order.
  static let interfaces: [(name: String, id: UInt64, extends: String, methods: String)] = [
    (
      "process.BytecodeCache", 0xe64c_e403_f609_0174, "",
      "put(bytecode Data p0)(cid Data p0) get(cid Data p0)(bytecode Data p0)"
        + " has(cid Data p0)(has Bool 0)"
    ),
    (
      "process.Process", 0xda23_f0d3_a825_0633, "",
      "wait()(exitCode UInt32 0) kill()() link(other Process p0, roundtrip Bool 0)()"
        + " unlink(other Process p0, roundtrip Bool 0)() linkLocal(other UInt32 0)()"
        + " unlinkLocal(other UInt32 0)() monitor()(event Text p0) pause()() resume()()"
        + " id()(id Int64 0)"
    ),
    ("process.Events", 0xe9b5_ea42_655a_6266, "", "pause()() resume()()"),
    (
      "session.Terminal", 0xc0c1_a3f1_fdba_bdfd, "",
      "login(account Signer p0)(session Session p0)"
    ),
    (
      "session.Executor", 0x804f_e344_0f67_8ff3, "",
      "exec(session Session p0, bytecode Data p1, ppid UInt32 0, args List(Text) p2)"
        + "(process Process p0)"
        + " execCached(session Session p0, cid Data p1, ppid UInt32 0, args List(Text) p2)"
        + "(process Process p0) ps()(procs List(Info) p0)"
        + " bytecodeCache()(cache BytecodeCache p0)"
        + " dialPeer(peerId Data p0)(session Session p0, self Bool 0)"
    ),
    (
      "session.ProcessInit", 0x8efe_6ee8_e0e5_6459, "",
      "terminal()(terminal Terminal p0) events(handler Events p0)()"
    ),
    (
      "capstore.CapStore", 0xe2a5_0b86_8aef_45c6, "",
      "set(id Text p0, cap Capability p1)() get(id Text p0)(cap Capability p0)"
    ),
    ("cluster.Signer", 0xf1f2_e144_cec1_f2bc, "", "sign(challenge Data p0)(signed Data p0)"),
    (
      "cluster.View", 0x8a1d_f033_5afc_249a, "",
      "lookup(selector Selector p0, constraints List(Constraint) p1)(result MaybeRecord p0)"
        + " iter(handler Handler p0, selector Selector p1, constraints List(Constraint) p2)()"
        + " reverse()(view View p0)"
    ),
    ("cluster.View.Handler", 0xee93_a663_b2a2_3c03, "", "recv(record Record p0)stream"),
    ("channel.Closer", 0xfad0_e4b8_0d37_79c3, "", "close()()"),
    ("channel.Sender", 0xe8bb_ed14_38ea_16ee, "", "send(value T p0)()"),
    ("channel.Recver", 0xdf05_a90d_671c_0c07, "", "recv()(value T p0)"),
    (
      "channel.SendCloser", 0xe9a7_d19a_7d14_e94e, "Sender Closer",
      "newSender()(sender Sender p0) newCloser()(closer Closer p0)"
    ),
    (
      "channel.Chan", 0x95c8_9fe7_d966_f751, "SendCloser Recver",
      "newSendCloser()(sendCloser SendCloser p0) newRecver()(recver Recver p0)"
    ),
    (
      "pubsub.Topic", 0x986e_a928_2f10_6bb0, "",
      "publish(msg Data p0)stream subscribe(consumer Consumer p0, buf UInt16 0)()"
        + " name()(name Text p0)"
    ),
    ("pubsub.Topic.Consumer", 0xd72d_37c8_b6fb_ef23, "", "consume(msg Data p0)stream"),
    ("pubsub.Router", 0xde50_b3e6_1b76_6f3a, "", "join(name Text p0)(topic Topic p0)"),
    (
      "anchor.Anchor", 0xe412_37e4_098e_d922, "",
      "ls()(children List(Child) p0) walk(path Text p0)(anchor Anchor p0)"
        + " cell()(loader Loader p0, storer Storer p1)"
    ),
    ("anchor.Loader", 0x8a33_6ac7_e2d0_28c1, "", "load()(value AnyPointer p0)"),
    (
      "anchor.Storer", 0xab8d_091f_9859_9d27, "",
      "store(value AnyPointer p0, overwrite Bool 0)(succeeded Bool 0)"
    ),
    (
      "raft.Raft", 0xbfb4_7022_1060_3dcb, "",
      "add(node Raft p0)(nodes List(Raft) p0, error Text p1) remove(node Raft p0)(error Text p0)"
        + " send(msg Data p0)(error Text p0) put(item Item p0)(error Text p0)"
        + " items()(objects List(Item) p0) members()(members List(Raft) p0) id()(id UInt64 0)"
    ),
    (
      "http.Requester", 0xca2c_f5b4_4093_c972, "",
      "get(url Text p0)(response Response p0)"
        + " post(url Text p0, headers List(Header) p1, body Data p2)(response Response p0)"
    ),
  ]
}
