// The chat page: sends questions through Gradio's queue and shows what comes back, one turn at a time.
(() => {
  "use strict";

  const FIRST_LOOK = 6000;
  const NEXT_LOOK = 4000;
  const COUNT_FROM = 0.8;
  const page = window.Madoguchi;

  page.chat = ({ element, props, server, watch, raise }) => {
    const chat = element.querySelector(".chat");
    const part = (name) => chat.querySelector(`[data-part="${name}"]`);
    const [log, composer, problem, send, stop] = ["log", "composer", "problem", "send", "stop"].map(part);
    const field = chat.querySelector("#question");
    const longest = Number(chat.dataset.longest);
    let asking = null;
    let starting = false;
    let serial = 0;

    // --- asking ---------------------------------------------------------------------------------------------------

    const wrong = (text) => {
      if (!text.trim()) {
        return "知りたいことを入力してください。";
      }
      const length = [...text].length;
      return length > longest
        ? `質問は${longest.toLocaleString("ja-JP")}文字までです（いま${length.toLocaleString("ja-JP")}文字です）。いちばん知りたいことを、短く書いてみてください。`
        : "";
    };

    const ask = (question) => {
      if (asking || starting) {
        return false;
      }
      const trouble = wrong(question);
      problem.textContent = trouble;
      if (trouble) {
        field.setAttribute("aria-invalid", "true");
        field.focus();
        return false;
      }
      field.removeAttribute("aria-invalid");
      const turn = `t-${Date.now().toString(36)}${(serial++).toString(36)}`;
      const shown = log.querySelectorAll(".turn").length;
      const article = skeleton(turn, question);
      log.append(article);
      begin({ turn, question, article });
      raise.ask({ conversation: page.conversation.key, turn, question, shown });
      article.scrollIntoView({ block: "start", behavior: page.sources.behavior() });
      return true;
    };

    const skeleton = (turn, question) => {
      const article = document.createElement("article");
      article.className = "turn";
      article.id = turn;
      article.setAttribute("aria-label", "ご質問とお答え");
      const asked = document.createElement("div");
      asked.className = "question";
      const label = document.createElement("h2");
      label.className = "question-label";
      label.textContent = "ご質問";
      const text = document.createElement("p");
      text.className = "question-text";
      text.textContent = question.trim();
      asked.append(label, text);
      const reply = document.createElement("div");
      reply.className = "reply";
      reply.append(waiting());
      article.append(asked, reply);
      return article;
    };

    const waiting = () => {
      const main = document.createElement("div");
      main.className = "reply-main waiting";
      const heading = document.createElement("h3");
      heading.className = "reply-heading";
      heading.textContent = "お答え";
      const text = document.createElement("p");
      text.className = "reply-text streaming";
      text.textContent = "資料を調べています…";
      main.append(heading, text);
      return main;
    };

    const begin = (turn) => {
      asking = turn;
      send.hidden = true;
      stop.hidden = false;
      part("welcome").hidden = true;
      part("actions").hidden = false;
      chat.classList.add("started");
      turn.timer = setTimeout(() => look(turn), FIRST_LOOK);
    };

    const end = () => {
      clearTimeout(asking?.timer);
      asking = null;
      send.hidden = false;
      stop.hidden = true;
    };

    // An answer that doesn't come: is the server still there?
    const look = async (turn) => {
      if (asking === turn && (await page.health()) !== null && asking === turn) {
        turn.timer = setTimeout(() => look(turn), NEXT_LOOK);
      }
    };
    document.addEventListener("madoguchi:lost", () => {
      if (asking) {
        failed(asking, "窓口につながらなくなりました。少し待ってから、もう一度お試しください。");
      }
    });

    const failed = (turn, text) => {
      const main = document.createElement("div");
      main.className = "reply-main failed";
      const heading = document.createElement("h3");
      heading.className = "reply-heading";
      heading.textContent = "お答えできませんでした";
      const line = document.createElement("p");
      line.textContent = text;
      main.append(heading, line, retryButton());
      turn.article.querySelector(".reply").replaceChildren(main);
      page.say(part("say"), text);
      end();
    };

    const retryButton = () => {
      const line = document.createElement("p");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.dataset.do = "retry";
      button.textContent = "もう一度試す";
      line.append(button);
      return line;
    };

    const receive = () => {
      const message = props.value;
      if (!message || !asking || message.turn !== asking.turn) {
        return;
      }
      const reply = asking.article.querySelector(".reply");
      clearTimeout(asking.timer);
      if (message.state === "streaming") {
        const text = reply.querySelector(".streaming");
        if (text) {
          text.textContent = message.text;
        }
        const turn = asking;
        turn.timer = setTimeout(() => look(turn), FIRST_LOOK);
        return;
      }
      reply.innerHTML = message.html;
      if (message.note) {
        const note = document.createElement("p");
        note.className = "note";
        note.textContent = message.note;
        reply.querySelector(".reply-main")?.prepend(note);
      }
      page.say(part("say"), message.say);
      end();
    };
    watch("value", receive);

    stop.addEventListener("click", () => {
      const turn = asking;
      if (!turn) {
        return;
      }
      server.stop({ conversation: page.conversation.key, turn: turn.turn }).catch(() => {});
      const main = turn.article.querySelector(".reply-main");
      main.classList.add("stopped");
      const line = document.createElement("p");
      line.className = "note";
      line.textContent = "ここで止めました。";
      main.append(line, retryButton());
      page.say(part("say"), "止めました。");
      end();
      field.focus();
    });

    document.addEventListener("madoguchi:trouble", async () => {
      const turn = asking;
      if (turn && (await page.health()) !== null && asking === turn) {
        failed(turn, "ただいま混み合っています。少し待ってから、もう一度お試しください。");
      }
    });

    // --- the field ------------------------------------------------------------------------------------------------

    const grow = () => {
      field.style.height = "auto";
      field.style.height = `${Math.min(field.scrollHeight + 2, 220)}px`;
      const length = [...field.value].length;
      const count = part("count");
      count.hidden = length < longest * COUNT_FROM;
      count.textContent = `いま${length.toLocaleString("ja-JP")}文字／${longest.toLocaleString("ja-JP")}文字まで`;
      if (length <= longest) {
        problem.textContent = "";
        field.removeAttribute("aria-invalid");
      }
    };
    field.addEventListener("input", grow);

    const submit = () => {
      if (ask(field.value)) {
        field.value = "";
        grow();
      }
    };
    composer.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    const phone = matchMedia("(pointer: coarse) and (hover: none)");
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !page.composing(event) && !phone.matches) {
        event.preventDefault();
        submit();
      }
    });

    // --- what can be pressed in an answer ----------------------------------------------------------------------------

    chat.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) {
        return;
      }
      if (button.dataset.ask) {
        ask(button.dataset.ask);
      } else if (button.classList.contains("marker")) {
        page.sources.toggle(button);
      } else if (button.dataset.back) {
        back(button);
      } else if (button.dataset.do) {
        actions[button.dataset.do]?.(button);
      }
    });

    const back = (button) => {
      const turn = button.closest(".turn");
      const marker = turn.querySelector(`.marker[data-source="${CSS.escape(`${turn.id}-source-${button.dataset.back}`)}"]`);
      (marker ?? turn.querySelector(".reply-heading")).scrollIntoView({ block: "center", behavior: page.sources.behavior() });
      marker?.focus({ preventScroll: true });
    };

    const thanks = (button, text) => {
      button.closest(".reply-more").querySelector(".thanks").textContent = text;
    };

    const rate = async (button, helpful, reasons = [], comment = "") => {
      const main = button.closest(".reply-more");
      let kept = false;
      try {
        kept = await server.rate({
          conversation: page.conversation.key,
          reply: main.dataset.reply,
          helpful,
          reasons,
          comment,
        });
      } catch {
        page.health();
      }
      thanks(button, kept ? "ありがとうございます。窓口をよくするために使います。" : "申し訳ありません。いまは受け取れませんでした。");
      return kept;
    };

    const pressed = (main, helpful) => {
      main.querySelector('[data-do="good"]').setAttribute("aria-pressed", String(helpful));
      main.querySelector('[data-do="bad"]').setAttribute("aria-pressed", String(!helpful));
    };

    const actions = {
      retry(button) {
        const article = button.closest(".turn");
        const question = article.querySelector(".question-text").textContent;
        if (!asking && !starting) {
          article.remove();
          ask(question);
        }
      },
      async copy(button) {
        const copied = await write(plain(button.closest(".turn")));
        thanks(button, copied ? "写しました。メールなどに貼り付けられます。" : "写せませんでした。文字を選んで写してください。");
      },
      async good(button) {
        const main = button.closest(".reply-more");
        main.querySelector(".why").hidden = true;
        main.querySelector('[data-do="bad"]').setAttribute("aria-expanded", "false");
        pressed(main, true);
        await rate(button, true);
      },
      async bad(button) {
        const main = button.closest(".reply-more");
        const why = main.querySelector(".why");
        why.hidden = !why.hidden;
        button.setAttribute("aria-expanded", String(!why.hidden));
        if (!why.hidden) {
          pressed(main, false);
          why.querySelector("input").focus();
          await rate(button, false);
        }
      },
    };

    chat.addEventListener("submit", async (event) => {
      const why = event.target.closest(".why");
      if (!why) {
        return;
      }
      event.preventDefault();
      const reasons = [...why.querySelectorAll("input:checked")].map((box) => box.value);
      const button = why.querySelector("button");
      button.disabled = true;
      if (await rate(button, false, reasons, why.querySelector("textarea").value)) {
        why.hidden = true;
        const bad = why.closest(".reply-more").querySelector('[data-do="bad"]');
        bad.setAttribute("aria-expanded", "false");
        bad.focus();
      }
      button.disabled = false;
    });

    const plain = (turn) => {
      const text = turn.querySelector(".reply-text").cloneNode(true);
      text.querySelectorAll(".marker").forEach((marker) => marker.replaceWith(`[${marker.textContent}]`));
      text.querySelectorAll("p, li, tr, h4").forEach((block) => block.append("\n"));
      const lines = [
        `ご質問：${turn.querySelector(".question-text").textContent.trim()}`,
        "",
        text.textContent.replace(/[ \t]*\n[ \t\n]*/g, "\n").trim(),
      ];
      const amounts = [...turn.querySelectorAll(".calculation .scenario, .calculation:not(:has(.scenario))")].map((item) => {
        const name = item.querySelector(".calculation-name, .scenario-name").textContent.trim();
        return `${name}：${item.querySelector(".amount")?.textContent.trim() ?? ""}`;
      });
      const found = [...turn.querySelectorAll(".source")].map((source) => {
        const number = source.querySelector(".source-number").textContent;
        const words = source.querySelector(".verbatim").textContent.replace(/\s+/g, " ").trim();
        return `[${number}] ${source.querySelector(".source-path").textContent.trim()}「${words}」`;
      });
      if (amounts.length) {
        lines.push("", ...amounts);
      }
      if (found.length) {
        lines.push("", "出典", ...found);
      }
      lines.push("", [...turn.querySelectorAll(".notices li, .engine-note")].map((item) => item.textContent.trim()).join("\n"));
      return lines.join("\n");
    };

    const write = async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Without https there is no clipboard interface; the old way still works.
        const holder = document.createElement("textarea");
        holder.value = text;
        holder.style.position = "fixed";
        holder.style.opacity = "0";
        document.body.append(holder);
        holder.select();
        const done = document.execCommand("copy");
        holder.remove();
        return done;
      }
    };

    // --- beginning anew, forgetting, coming back ------------------------------------------------------------------------

    const clear = (text) => {
      if (page.conversation.exists) {
        const key = page.conversation.key;
        server.forget({ conversation: key }).catch(() => {});
        page.conversation.renew();
      }
      if (asking) {
        end();
      }
      log.replaceChildren();
      field.value = "";
      grow();
      part("welcome").hidden = false;
      part("actions").hidden = true;
      chat.classList.remove("started");
      chat.querySelector("#honbun").scrollIntoView({ block: "start" });
      page.say(part("say"), text);
    };
    part("fresh").addEventListener("click", () => {
      clear("新しい相談を始めます。");
      field.focus();
    });
    part("forget").addEventListener("click", () => {
      clear("やりとりを消しました。");
      page.alert("やりとりを消しました。この画面と、窓口の会話の記憶には残っていません。", { label: "閉じる", run: page.noAlert });
      chat.querySelector("#honbun").focus();
    });
    page.onIdle.add(() => {
      if (log.children.length) {
        clear("");
        page.alert("しばらく使われなかったため、やりとりを消しました。", { label: "閉じる", run: page.noAlert });
      }
    });

    const restore = async () => {
      await page.settled;
      if (!page.conversation.exists) {
        return;
      }
      const found = await server.restore({ conversation: page.conversation.key });
      if (!found.turns.length || asking) {
        return;
      }
      log.innerHTML = found.turns.join("");
      part("welcome").hidden = true;
      part("actions").hidden = false;
      chat.classList.add("started");
      log.lastElementChild.scrollIntoView({ block: "start" });
    };

    const open = async () => {
      const found = await page.health();
      const state = found?.opening ?? { state: "starting", doing: "窓口につないでいます", share: null };
      starting = state.state !== "ready";
      part("starting").hidden = !starting;
      composer.classList.toggle("not-yet", starting);
      send.disabled = starting;
      if (starting) {
        part("starting-text").textContent = state.state === "failed" ? state.doing : `準備をしています：${state.doing}`;
        const bar = part("starting-bar");
        bar.hidden = state.state === "failed";
        if (state.share === null) {
          bar.removeAttribute("value");
        } else {
          bar.value = Math.round(state.share * 100);
        }
        setTimeout(open, 1000);
      }
    };

    open();
    restore().catch(() => page.health());
    grow();
    page.ready();
  };
})();
