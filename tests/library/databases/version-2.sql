CREATE TABLE game (
            id INTEGER PRIMARY KEY,
            level TEXT NOT NULL,
            digest TEXT NOT NULL,
            ended TEXT NOT NULL,
            total INTEGER NOT NULL,
            stars INTEGER NOT NULL,
            dips INTEGER NOT NULL,
            outcome TEXT,
            transcript TEXT NOT NULL
        );
INSERT INTO "game" VALUES(1,'lost-phone','sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea','2026-01-01T12:00:00+00:00',20,0,1,'gave-up','{"format": 1, "level": "lost-phone", "digest": "sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea", "seed": null, "player": "Zoë O''Neil 明", "actions": [{"probe": [1.0, 1.0]}, {"give-up": true}]}');
INSERT INTO "game" VALUES(2,'lost-phone','sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea','2026-01-02T12:00:00+00:00',15,0,25,'out-of-dips','{"format": 1, "level": "lost-phone", "digest": "sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea", "seed": null, "player": "Zoë O''Neil 明", "actions": [{"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}, {"probe": [5.0, 5.5]}]}');
INSERT INTO "game" VALUES(3,'lost-phone','sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea','2026-01-03T12:00:00+00:00',1000,3,3,'found','{"format": 1, "level": "lost-phone", "digest": "sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea", "seed": null, "player": "ada", "actions": [{"probe": [3.0, 3.0]}, {"step": 0.3}, {"step": 0.35}]}');
INSERT INTO "game" VALUES(4,'/home/zoë/levels/lost-phone.json','sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea','2026-01-04T12:00:00+00:00',1000,3,3,'found','{"format": 1, "level": "lost-phone", "digest": "sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea", "seed": null, "player": "ada", "actions": [{"probe": [3.0, 3.0]}, {"step": 0.3}, {"step": 0.35}]}');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "setting" VALUES('theme','"dark"');
INSERT INTO "setting" VALUES('text_scale','1.3');
INSERT INTO "setting" VALUES('volume','0.25');
INSERT INTO "setting" VALUES('muted','true');
INSERT INTO "setting" VALUES('reduced_motion','true');
INSERT INTO "setting" VALUES('player','"Zo\u00eb O''Neil \u660e"');
CREATE TABLE unfinished (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            level TEXT NOT NULL,
            transcript TEXT NOT NULL
        );
INSERT INTO "unfinished" VALUES(2,'lost-phone','{"format": 1, "level": "lost-phone", "digest": "sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea", "seed": null, "player": "Zoë O''Neil 明", "actions": [{"probe": [2.0, 3.0]}, {"step": 0.2}]}');
INSERT INTO "unfinished" VALUES(3,'random-pit','{"format": 1, "level": "random-pit", "digest": "sha256:dcd66c701a1898ab60de18695497fa661e452df0230d3d1ec6947221993b791a", "seed": 7, "player": "Zoë O''Neil 明", "actions": [{"probe": [2.5, 3.5]}, {"step": 0.1}]}');
INSERT INTO "unfinished" VALUES(4,'/home/zoë/levels/lost-phone.json','{"format": 1, "level": "lost-phone", "digest": "sha256:ace2b4829d66395b6dadc5c5c22561b7bb54419754f7eaea022eae4e5c75c4ea", "seed": null, "player": "Zoë O''Neil 明", "actions": [{"probe": [0.5, 0.25]}]}');
CREATE INDEX game_level ON game (level);
CREATE INDEX unfinished_level ON unfinished (level);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('unfinished',4);
PRAGMA user_version = 2;
